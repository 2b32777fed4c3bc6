namespace Microboxes.Host.Control.Actors;

/// <summary>Look at what you are responsible for.</summary>
internal sealed record Look
{
    internal static Look Now { get; } = new();
}
