namespace Microboxes.Host.Devices.Generation;

/// <summary>What one end of a generated connection sends, as the capture shows it.</summary>
/// <param name="Bytes">Stream bytes that were seen: without those of gaps.</param>
/// <param name="Sha256">Of the bytes seen, in lower-case hexadecimal.</param>
/// <param name="Gaps">Offset and length of what the capture never saw; offsets count the gaps before.</param>
internal sealed record StreamTruth(long Bytes, string Sha256, IReadOnlyList<(long Offset, long Length)> Gaps);
