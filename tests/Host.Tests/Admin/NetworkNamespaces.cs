using System.Diagnostics;
using Xunit;

namespace Microboxes.Host.Tests.Admin;

/// <summary>Two network namespaces joined by a cable, each with an address: as good as two hosts. Gone when the test ends.</summary>
internal sealed class NetworkNamespaces : IDisposable
{
    internal const string First = "10.201.77.1";
    internal const string Second = "10.201.77.2";
    private readonly string first = $"mb{Environment.ProcessId}a";
    private readonly string second = $"mb{Environment.ProcessId}b";

    private NetworkNamespaces()
    {
        Ip("netns", "add", first);
        Ip("netns", "add", second);
        Ip("link", "add", $"{first}0", "netns", first, "type", "veth", "peer", "name", $"{second}0", "netns", second);
        SetUp(first, First);
        SetUp(second, Second);
    }

    /// <summary>Skips the test where this user may not make namespaces, and fails it where CI=true.</summary>
    internal static NetworkNamespaces Make()
    {
        if (!Environment.IsPrivilegedProcess) Excuse("Only root can make network namespaces.");
        if (!File.Exists("/usr/sbin/ip") && !File.Exists("/sbin/ip")) Excuse("The command 'ip' is not found: install iproute2.");
        return new();
    }

    /// <summary>A program to start in the first namespace, where the host is.</summary>
    internal ProcessStartInfo InFirst(string program, params string[] arguments) => In(first, program, arguments);

    /// <summary>A program to start in the second namespace, where the operator is.</summary>
    internal ProcessStartInfo InSecond(string program, params string[] arguments) => In(second, program, arguments);

    public void Dispose()
    {
        Ip("netns", "del", first);
        Ip("netns", "del", second);
    }

    private static ProcessStartInfo In(string name, string program, string[] arguments) =>
        new("ip", ["netns", "exec", name, program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };

    private static void SetUp(string name, string address)
    {
        Ip("-n", name, "addr", "add", $"{address}/24", "dev", $"{name}0");
        Ip("-n", name, "link", "set", "lo", "up");
        Ip("-n", name, "link", "set", $"{name}0", "up");
    }

    private static void Ip(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"ip {string.Join(' ', arguments)}: {error}");
    }

    private static void Excuse(string reason)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(reason);
        Assert.Skip(reason);
    }
}
