using Microboxes.Plugins.Events;

namespace Microboxes.Host.Tests.Functions.Publishing;

/// <summary>One event as an NF met it: all that must be the same in every run.</summary>
internal sealed record Noted(EventType Type, string Flow, long SeenOfFlow, long Packet, long Timestamp, int Length, long Number, int Source);
