namespace Microboxes.Plugins.Functions;

/// <summary>What an NF tells the host before it runs: its ports, in the order of their bits in the masks its batch loop tests, and what it publishes.</summary>
public sealed class NfDeclaration
{
    private readonly List<Port> ports = [];
    private readonly List<Publication> publications = [];

    /// <summary>The ports declared so far.</summary>
    public IReadOnlyList<Port> Ports => ports;

    /// <summary>The event types declared so far that the NF publishes. What it subscribes to, it passes on without saying so.</summary>
    public IReadOnlyList<Publication> Publications => publications;

    /// <summary>Declares a subscription.</summary>
    /// <param name="type">Path of the event type, for example DATA_READY.</param>
    /// <param name="half">"client", "server", "sending", "receiving" or null for all.</param>
    /// <param name="sender">"client", "server" or null for both.</param>
    /// <param name="where">Flow filter or null for all flows.</param>
    /// <param name="retain">Stream bytes kept readable behind the frontier.</param>
    /// <param name="dynamic">True to turn events of single flows off and on again.</param>
    /// <param name="feedback">True for events that come back from NFs that run later.</param>
    /// <param name="writes">What the handler changes.</param>
    /// <param name="merge">True for replies to events that this NF published.</param>
    public NfDeclaration Subscribe(
        string type,
        string? half = null,
        string? sender = null,
        string? where = null,
        int retain = 0,
        bool dynamic = false,
        bool feedback = false,
        PortWrites writes = PortWrites.None,
        bool merge = false)
    {
        ports.Add(new(type, half, sender, where, retain, TimeSpan.Zero) { Dynamic = dynamic, Feedback = feedback, Writes = writes, Merge = merge });
        return this;
    }

    /// <summary>Declares a subscription whose handler reads the events' payload. The parameters are those of <see cref="Subscribe"/>.</summary>
    /// <typeparam name="TPayload">The struct it is read as; those who publish the type must lay it out alike.</typeparam>
    public NfDeclaration Subscribe<TPayload>(
        string type,
        string? half = null,
        string? sender = null,
        string? where = null,
        bool dynamic = false,
        bool feedback = false,
        bool merge = false)
        where TPayload : unmanaged
    {
        ports.Add(new(type, half, sender, where, 0, TimeSpan.Zero) { Dynamic = dynamic, Feedback = feedback, Merge = merge, Payload = PayloadLayout.Of<TPayload>() });
        return this;
    }

    /// <summary>Declares a timer port.</summary>
    /// <param name="period">Capture time between two events.</param>
    public NfDeclaration Timer(TimeSpan period)
    {
        ports.Add(new("TIMER", null, null, null, 0, period));
        return this;
    }

    /// <summary>Declares an event type that the NF publishes without a payload.</summary>
    /// <param name="type">Path of the event type, for example FLOW/TCP/TERMINATE.</param>
    /// <param name="most">The most events of this type published while one event is handled.</param>
    public NfDeclaration Publish(string type, int most = 1)
    {
        publications.Add(new(type, PayloadLayout.None, most));
        return this;
    }

    /// <summary>Declares an event type that the NF publishes with a payload.</summary>
    /// <typeparam name="TPayload">What each event carries. Where the type extends another one with a payload, the fields of that come first.</typeparam>
    /// <param name="type">Path of the event type, for example EVENT/IDS_ALERT.</param>
    /// <param name="most">The most events of this type published while one event is handled.</param>
    public NfDeclaration Publish<TPayload>(string type, int most = 1)
        where TPayload : unmanaged
    {
        publications.Add(new(type, PayloadLayout.Of<TPayload>(), most));
        return this;
    }
}
