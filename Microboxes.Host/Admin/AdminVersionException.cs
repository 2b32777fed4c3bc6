namespace Microboxes.Host.Admin;

/// <summary>The other end speaks another version of the messages.</summary>
internal sealed class AdminVersionException(int protocol, string version) : Exception($"protocol {protocol} of Microboxes {version}")
{
    /// <summary>What the other end said it is.</summary>
    internal string Other { get; } = $"Microboxes {version} (admin protocol {protocol})";

    /// <summary>What this end is.</summary>
    internal static string Own { get; } = $"Microboxes {AdminWire.Version} (admin protocol {AdminWire.Protocol})";
}
