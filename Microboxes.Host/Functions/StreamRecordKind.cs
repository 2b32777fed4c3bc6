namespace Microboxes.Host.Functions;

/// <summary>The first byte of a record of the StreamFiles NF; the record's order names the connection.</summary>
internal enum StreamRecordKind : byte
{
    /// <summary>A connection begins: the file names of the client's and the server's stream, with a 0 between them.</summary>
    Begin = (byte)'B',

    /// <summary>New bytes of the client's stream.</summary>
    Client = (byte)'C',

    /// <summary>New bytes of the server's stream.</summary>
    Server = (byte)'S',

    /// <summary>The connection has ended.</summary>
    End = (byte)'E',
}
