using System.Reflection;
using System.Runtime.InteropServices;

namespace Microboxes.Host.Native.Dpdk;

/// <summary>Finds the shim, which the build makes where DPDK is installed, and through it DPDK itself.</summary>
internal static class DpdkLibrary
{
    internal const string Name = "microboxes_dpdk";
    private const string FileName = "libmicroboxes_dpdk.so";
    private static readonly Lazy<nint> Loaded = new(Load);

    /// <summary>Loads the shim, once, and checks that it was built for the buffers this DPDK has.</summary>
    /// <exception cref="DpdkException">It was not built, or DPDK is not installed.</exception>
    internal static void Require()
    {
        if (Loaded.Value == 0) throw new DpdkException("DPDK cannot be used.");
    }

    private static nint Load()
    {
        string path = Path.Combine(AppContext.BaseDirectory, FileName);
        if (!File.Exists(path))
        {
            throw new DpdkException(
                "Ports of DPDK need a part that is built only where DPDK and a C compiler are: install libdpdk-dev, gcc and pkg-config (Debian: apt install libdpdk-dev gcc pkg-config) and build again.");
        }

        if (!NativeLibrary.TryLoad(path, out nint library))
            throw new DpdkException("DPDK 22.11, which the ports need, is not installed or of another version: install dpdk and libdpdk-dev (Debian: apt install dpdk libdpdk-dev) and build again.");
        NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (name, _, _) => name == Name ? library : 0);
        MbufLayout.Check();
        return library;
    }
}
