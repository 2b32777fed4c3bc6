using Microboxes.Host.Devices;

namespace Microboxes.Testing.Packets;

/// <summary>A device that delivers a list of frames.</summary>
internal static class FrameDevice
{
    /// <summary>Opens a device with the frames' copies in memory.</summary>
    internal static MemoryDevice Open(IEnumerable<Frame> frames, long rounds = 1)
    {
        string path = Path.GetTempFileName();
        try
        {
            FrameList.Write(path, frames);
            using PcapDevice file = PcapDevice.Open(path);
            return MemoryDevice.Load(file, rounds);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
