namespace Microboxes.Host.Devices;

/// <summary>A device that cannot be opened. The message is one sentence for the user: what, where and what to do.</summary>
internal sealed class DeviceException : Exception
{
    /// <summary>Creates the exception.</summary>
    public DeviceException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with what caused it, for logs.</summary>
    public DeviceException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
