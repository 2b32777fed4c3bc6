using System.ComponentModel;

namespace Microboxes.Host.Configuration;

/// <summary>One network function in an application.</summary>
internal sealed class FunctionOptions
{
    [Description("The network function's name, for example 'FlowStats', or '*' for every one in the plugin folder that the application does not name itself, as a tap unless Mode says otherwise.")]
    public string Function { get; set; } = "";

    [Description("'inline': packets wait for its verdict; 'tap': it follows behind; 'lossy': a tap that skips events when it lags too far. Left out: as the function itself says.")]
    public FunctionMode? Mode { get; set; }

    [Description("'stack': an instance for each stack line; 'single': one instance follows all of them. Left out: as the function itself says.")]
    public FunctionReplicas? Replicas { get; set; }

    [Description("Functions of the same application that it runs after, beyond those that it must; it does not see what they drop.")]
    public List<string> After { get; set; } = [];

    [Description("What becomes of an inline function's packets when it fails and is taken out: 'open': they pass; 'closed': they are dropped.")]
    public FailurePolicy OnFailure { get; set; } = FailurePolicy.Open;

    [Description("The function's own settings; its documentation lists them.")]
    public Dictionary<string, string> Settings { get; set; } = [];

    [Description("Where its records go: the path of a file, or '-' for standard output. Empty: nowhere.")]
    public string Output { get; set; } = "";
}
