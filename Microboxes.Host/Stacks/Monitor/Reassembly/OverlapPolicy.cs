namespace Microboxes.Host.Stacks.Monitor.Reassembly;

/// <summary>
/// Whose bytes a receiver keeps where two segments cover the same stream bytes: a system's name, or first or last.
/// Systems known to decide alike share a rule in <see cref="OverlapPrecedence"/>.
/// </summary>
internal enum OverlapPolicy : byte
{
    First,
    Last,
    Bsd,
    Linux,
    OldLinux,
    Windows,
    Windows2003,
    Vista,
    Solaris,
    HpUx10,
    HpUx11,
    Irix,
    MacOs,
}
