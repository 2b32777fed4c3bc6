namespace Microboxes.Plugins.Wire;

/// <summary>One end of a flow. The client is the SYN's sender, else the SYN-ACK's receiver, else the first packet's sender.</summary>
public enum End
{
    /// <summary>The end that opened the flow.</summary>
    Client = 0,

    /// <summary>The other end.</summary>
    Server = 1,
}
