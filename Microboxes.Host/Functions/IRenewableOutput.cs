using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Functions;

/// <summary>An output that can be taken from an instance whose thread is stuck, and given to the one in its place.</summary>
internal interface IRenewableOutput : INfOutput
{
    /// <summary>True while whoever writes has to wait, for a disk for example.</summary>
    bool IsWaiting { get; }

    /// <summary>Makes another writer to the same place; what this one is given from here on is dropped.</summary>
    INfOutput Renew();
}
