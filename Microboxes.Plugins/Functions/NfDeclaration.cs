namespace Microboxes.Plugins.Functions;

/// <summary>What an NF tells the host before it runs: its ports, in the order of their bits in the masks its batch loop tests.</summary>
public sealed class NfDeclaration
{
    private readonly List<Port> ports = [];

    /// <summary>The ports declared so far.</summary>
    public IReadOnlyList<Port> Ports => ports;

    /// <summary>Declares a subscription.</summary>
    /// <param name="type">Path of the event type, for example DATA_READY.</param>
    /// <param name="half">"client", "server", "sending", "receiving" or null for all.</param>
    /// <param name="sender">"client", "server" or null for both.</param>
    /// <param name="where">Flow filter or null for all flows.</param>
    /// <param name="retain">Stream bytes kept readable behind the frontier.</param>
    public NfDeclaration Subscribe(string type, string? half = null, string? sender = null, string? where = null, int retain = 0)
    {
        ports.Add(new(type, half, sender, where, retain, TimeSpan.Zero));
        return this;
    }

    /// <summary>Declares a timer port.</summary>
    /// <param name="period">Capture time between two events.</param>
    public NfDeclaration Timer(TimeSpan period)
    {
        ports.Add(new("TIMER", null, null, null, 0, period));
        return this;
    }
}
