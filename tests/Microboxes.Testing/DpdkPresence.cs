using Microboxes.Host.Native.Dpdk;
using Xunit;

namespace Microboxes.Testing;

/// <summary>Tests of live ports need DPDK: they skip visibly without it, and fail where CI=true.</summary>
internal static class DpdkPresence
{
    /// <summary>Starts DPDK's environment, which all tests of a process share.</summary>
    internal static void Require()
    {
        try
        {
            DpdkEnvironment.Start(new() { Megabytes = 768 });
        }
        catch (DpdkException e)
        {
            if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(e.Message);
            Assert.Skip(e.Message);
        }
    }
}
