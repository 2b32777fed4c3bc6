namespace Microboxes.Host.Control.Actors;

/// <summary>The back-off is over.</summary>
internal sealed record Restart
{
    internal static Restart Now { get; } = new();
}
