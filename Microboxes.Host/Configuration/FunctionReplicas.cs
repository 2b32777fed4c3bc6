namespace Microboxes.Host.Configuration;

/// <summary>How many instances of a network function an application has on a device.</summary>
internal enum FunctionReplicas
{
    /// <summary>One for each stack line.</summary>
    Stack,

    /// <summary>One, which follows all stack lines.</summary>
    Single,
}
