namespace Microboxes.Host.Admin.Messages;

/// <summary>A request on its way, with what the sender speaks.</summary>
/// <param name="Protocol">The version of this set of messages.</param>
/// <param name="Version">The sender's own version, for sentences.</param>
/// <param name="Request">What is asked.</param>
internal sealed record AdminCall(int Protocol, string Version, AdminRequest Request);
