namespace Microboxes.Plugins.Functions;

/// <summary>Names an NF class and says how it runs unless the configuration says otherwise.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NetworkFunctionAttribute(string name) : Attribute
{
    /// <summary>The name used in configuration and reports.</summary>
    public string Name { get; } = name;

    /// <summary>Inline or tap.</summary>
    public NfMode Mode { get; set; } = NfMode.Tap;

    /// <summary>"stack": an instance for each stack line; "single": one instance follows all of them.</summary>
    public string Replicas { get; set; } = "stack";
}
