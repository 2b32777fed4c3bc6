namespace Microboxes.Host.Admin.Messages;

/// <summary>Every instance of every network function, in the order of the plan.</summary>
internal sealed record FunctionsReply(IReadOnlyList<FunctionStatus> Functions) : AdminReply;
