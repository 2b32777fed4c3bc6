namespace Microboxes.Plugins.Functions;

/// <summary>Declares an event type that an NF publishes, with the payload its events carry.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class PublishAttribute(string type, Type? payload = null) : Attribute
{
    /// <summary>Path of the event type, for example EVENT/IDS_ALERT.</summary>
    public string Type { get; } = type;

    /// <summary>An unmanaged struct, or null where events carry nothing beside their header.</summary>
    public Type? Payload { get; } = payload;

    /// <summary>The most events of this type that the NF publishes while it handles one event.</summary>
    public int Most { get; set; } = 1;
}
