namespace Microboxes.Host.Admin.Remote;

/// <summary>Stands for a message of another version, which was not read any further. It never travels.</summary>
/// <param name="Other">What the other end said it is.</param>
internal sealed record OtherVersion(string Other);
