namespace Microboxes.Plugins.Functions;

internal sealed class NullNfOutput : INfOutput
{
    internal static readonly NullNfOutput Instance = new();

    public void Write(long order, ReadOnlySpan<byte> record)
    {
    }
}
