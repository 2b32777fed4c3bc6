namespace Microboxes.Plugins.Functions;

/// <summary>A mistake in an NF's settings, in one sentence for the operator: cause, place, what to do.</summary>
public sealed class NfConfigurationException : Exception
{
    /// <summary>Creates an exception without a sentence.</summary>
    public NfConfigurationException()
    {
    }

    /// <summary>Creates an exception with the sentence the operator reads.</summary>
    public NfConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with the sentence the operator reads and its cause.</summary>
    public NfConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
