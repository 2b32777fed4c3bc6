namespace Microboxes.Plugins.Functions;

internal sealed class NullNfLog : INfLog
{
    internal static readonly NullNfLog Instance = new();

    public void Information(string message)
    {
    }

    public void Warning(string message)
    {
    }
}
