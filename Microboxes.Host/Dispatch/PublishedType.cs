using Microboxes.Plugins.Events;

namespace Microboxes.Host.Dispatch;

/// <summary>One event type that an NF publishes, as its ring knows it.</summary>
/// <param name="Type">The type.</param>
/// <param name="PayloadSize">Bytes of its payload; 0 for none.</param>
/// <param name="Most">The most of it while the NF handles one event.</param>
internal readonly record struct PublishedType(EventType Type, int PayloadSize, int Most);
