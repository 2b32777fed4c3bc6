namespace Microboxes.Nf.StreamFiles;

/// <summary>What is known of one connection.</summary>
internal struct StreamFilesFlow
{
    /// <summary>The name of the connection towards the sink; 0 until it has bytes.</summary>
    internal long Connection;
}
