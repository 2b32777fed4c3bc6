namespace Microboxes.Host.Devices.Generation;

/// <summary>What a generated connection does next.</summary>
internal enum Phase : byte
{
    Syn,
    SynAck,
    HandshakeAck,
    ServerSyn,
    ClientSynAck,
    ServerSynAck,
    Transfer,
    FirstFin,
    FirstFinAck,
    SecondFin,
    LastAck,
    Reset,
    Done,
}
