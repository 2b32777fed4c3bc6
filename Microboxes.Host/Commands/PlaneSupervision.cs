using Microboxes.Host.Configuration;

namespace Microboxes.Host.Commands;

/// <summary>Begins to watch over a plane that is about to run; disposing what it returns ends that.</summary>
internal delegate IDisposable PlaneSupervision(IPlane plane, HostOptions options);
