namespace Microboxes.Host.Admin.Messages;

/// <summary>Run another configuration's applications from now on, or only say what that would change.</summary>
/// <param name="File">The file as the operator named it, for sentences.</param>
/// <param name="Configuration">What stands in it.</param>
/// <param name="DryRun">True to change nothing.</param>
internal sealed record ApplyRequest(string File, string Configuration, bool DryRun) : AdminRequest;
