namespace Microboxes.Plugins.Functions;

/// <summary>Where an NF's results go. Writing copies into memory: a thread of the host's does the I/O.</summary>
public interface INfOutput
{
    /// <summary>Hands over one record, for example a line of JSON without its newline.</summary>
    /// <param name="order">Where the record belongs among those of all instances, for outputs that sort: usually a packet number.</param>
    /// <param name="record">UTF-8 bytes, copied before this returns.</param>
    void Write(long order, ReadOnlySpan<byte> record);
}
