using System.Diagnostics;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Lab.Tests;

/// <summary>
/// Runs a script between three network namespaces (lab.sh) with the host as a process in the middle one. Needs root and a few Debian packages: skips visibly
/// without them, and fails where CI=true.
/// </summary>
internal static class Lab
{
    private const string Prelude = """
        source "$folder/lab.sh"
        why=$(lab_missing nginx curl)
        if [[ -n $why ]]; then echo "SKIP $why"; exit 77; fi
        trap lab_down EXIT
        chmod 755 "$work"
        lab_up

        # box_start JSON: the host in the box's namespace, with the rest of the configuration given.
        box_start() {
            echo "{ \"Dpdk\": { \"LogFile\": \"$work/dpdk.log\" }, \"Lanes\": { \"Placement\": \"packed\" }, $1 }" >"$work/box.json"
            ip netns exec "$box" "$folder/Microboxes.Host" run --config "$work/box.json" --json >"$work/box.out" 2>"$work/box.err" &
            box_pid=$!
        }

        # Stops it as an operator would and shows its report.
        box_stop() { kill -TERM $box_pid; wait $box_pid; cat "$work/box.out" "$work/box.err"; }

        # eventually COMMAND: until it succeeds, at most half a minute.
        eventually() { for _ in $(seq 60); do "$@" >/dev/null 2>&1 && return 0; sleep 0.5; done; echo "never succeeded: $*"; cat "$work"/box.err "$work"/dpdk.log; exit 1; }

        on_client() { ip netns exec "$client" "$@"; }
        port() { echo "dpdk:net_af_packet$1,iface=b$1,blocksz=65536,framesz=2048,framecnt=2048"; }
        pair="\"Name\": \"wire\", \"Spec\": \"$(port 0)\", \"Peer\": \"$(port 1)\""

        """;

    /// <summary>What the script wrote; it has to end with 0.</summary>
    internal static string Run(string script)
    {
        using TemporaryFolder work = new();
        string file = work.Write("lab-script.sh", Prelude + script);
        ProcessStartInfo start = new("bash", [file]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["folder"] = AppContext.BaseDirectory;
        start.Environment["work"] = Path.GetDirectoryName(file);
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode == 77) Skip(output);
        Assert.True(process.ExitCode == 0, $"{output}\n{error.Result}");
        return output;
    }

    private static void Skip(string output)
    {
        string reason = output.Split('\n').First(line => line.StartsWith("SKIP ", StringComparison.Ordinal))[5..];
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(reason);
        Assert.Skip(reason);
    }
}
