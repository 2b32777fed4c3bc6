namespace Microboxes.Host.Functions;

/// <summary>What an output does with a record when its writing thread lags behind.</summary>
internal enum WhenFull
{
    /// <summary>Wait, and count it: replays lose nothing.</summary>
    Wait,

    /// <summary>Drop the record, and count it: live traffic does not wait for a disk.</summary>
    Drop,
}
