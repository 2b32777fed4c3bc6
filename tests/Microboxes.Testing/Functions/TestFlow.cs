using System.Net;
using System.Net.Sockets;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Testing.Functions;

/// <summary>A flow of the harness: made-up addresses, and the state a test wants its events to show.</summary>
public sealed class TestFlow
{
    /// <summary>IP protocol.</summary>
    public IpProtocol Protocol { get; init; } = IpProtocol.Tcp;

    /// <summary>The client's address.</summary>
    public IPAddress Client { get; init; } = IPAddress.Parse("10.0.0.1");

    /// <summary>The client's port.</summary>
    public int ClientPort { get; init; } = 1234;

    /// <summary>The server's address.</summary>
    public IPAddress Server { get; init; } = IPAddress.Parse("10.0.0.2");

    /// <summary>The server's port.</summary>
    public int ServerPort { get; init; } = 80;

    /// <summary>VLAN identifier, or null without a tag.</summary>
    public int? Vlan { get; init; }

    /// <summary>What the next events' snapshots say.</summary>
    public TcpState ClientState { get; set; }

    /// <summary>What the next events' snapshots say.</summary>
    public TcpState ServerState { get; set; }

    /// <summary>What the next events' snapshots say.</summary>
    public SnapshotFlags Flags { get; set; }

    /// <summary>True for IPv6.</summary>
    public bool IsV6 => Client.AddressFamily == AddressFamily.InterNetworkV6;

    internal uint Index { get; set; }
    internal uint Generation { get; set; }
    internal uint[] Offsets { get; } = new uint[2];

    internal FlowId Id => new(((ulong)Generation << 32) | Index);

    internal unsafe FlowKey Key()
    {
        FlowKey key = default;
        Client.GetAddressBytes().CopyTo(new Span<byte>(key.lowerAddress, 16));
        Server.GetAddressBytes().CopyTo(new Span<byte>(key.upperAddress, 16));
        key.lowerPort = (ushort)ClientPort;
        key.upperPort = (ushort)ServerPort;
        key.outerVlan = (ushort)(Vlan ?? 0);
        key.flags = Vlan == null ? (byte)0 : FlowKey.Tagged;
        key.protocol = (byte)Protocol;
        key.version = (byte)(IsV6 ? 6 : 4);
        return key;
    }
}
