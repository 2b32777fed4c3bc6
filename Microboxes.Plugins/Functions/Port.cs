namespace Microboxes.Plugins.Functions;

/// <summary>One declared subscription of an NF.</summary>
/// <param name="Type">Path of the event type; PKT/TCP/SYN and its like select PKT/TCP by facet.</param>
/// <param name="Half">"client", "server", "sending", "receiving" or null.</param>
/// <param name="Sender">"client", "server" or null.</param>
/// <param name="Where">Flow filter or null.</param>
/// <param name="Retain">Stream bytes kept readable behind the frontier.</param>
/// <param name="TimerPeriod">For TIMER ports, the period; otherwise zero.</param>
public sealed record Port(string Type, string? Half, string? Sender, string? Where, int Retain, TimeSpan TimerPeriod);
