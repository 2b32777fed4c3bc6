using Microboxes.Host.Configuration;
using Microboxes.Host.Functions;

namespace Microboxes.Host.Commands;

/// <summary>Wires up a plane; throws an exception with a sentence for the operator where it cannot.</summary>
internal delegate IPlane PlaneBuilder(HostOptions options, INfOutputs outputs);
