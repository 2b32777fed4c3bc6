namespace Microboxes.Nf.Digest;

/// <summary>Bytes of a stream that were never seen. The offset counts gap bytes.</summary>
internal struct Gap
{
    internal long Offset;
    internal long Length;
}
