using Microboxes.Host.Rings;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Functions;

/// <summary>Makes what an NF instance sees of a ring from its context there.</summary>
internal unsafe delegate NfRing MakeNfRing(NfContext* context, RingBuffer<Event> ring);
