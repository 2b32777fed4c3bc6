namespace Microboxes.Host.Devices.Captures;

/// <summary>Why a capture ended before its file did. All packets before the fault were delivered.</summary>
/// <param name="Kind">A record cut short, or a contradiction.</param>
/// <param name="Offset">Byte offset of the record at fault.</param>
/// <param name="Packets">Packets delivered before it.</param>
/// <param name="Sentence">One sentence: file, place and cause.</param>
internal sealed record CaptureFault(FaultKind Kind, long Offset, long Packets, string Sentence);
