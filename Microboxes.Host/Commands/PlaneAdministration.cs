using Microboxes.Host.Admin;
using Microboxes.Host.Configuration;

namespace Microboxes.Host.Commands;

/// <summary>Finds who carries out an operator's commands on a plane that was built.</summary>
/// <param name="plane">What runs.</param>
/// <param name="options">What it was built from.</param>
internal delegate IAdmin PlaneAdministration(IPlane plane, HostOptions options);
