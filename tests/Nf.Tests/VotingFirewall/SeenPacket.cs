using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.Tests.VotingFirewall;

/// <summary>What the monitors may know of a packet.</summary>
internal readonly record struct SeenPacket(long Number, string Flow, int ClientPort, int ServerPort, End Sender, int Payload, long Timestamp);
