using System.Text.Json.Nodes;
using Xunit;

namespace Microboxes.Lab.Tests;

[Trait("Length", "slow")]
public sealed class InlineTests
{
    [Fact]
    public void Inline_BetweenNeighbours_PassesBothVersionsFragmentsAndFiles()
    {
        string output = Lab.Run("""
            lab_nginx "$work/nginx" ""
            box_start "\"Devices\": [ { $pair } ]"
            eventually on_client ping -c1 -W1 10.77.0.2
            eventually on_client ping -c1 -W1 fd77::2
            set -e
            on_client ping -q -c5 -i0.2 -W2 -s 1472 10.77.0.2 | grep ' 0% packet loss'
            on_client ping -q -c5 -i0.2 -W2 -s 4000 fd77::2 | grep ' 0% packet loss'
            for url in 10.77.0.2 '[fd77::2]'; do on_client curl -fsS -m 20 -o "$work/got" "http://$url/4m"; cmp "$work/got" "$work/nginx/www/4m"; done
            set +e
            echo REPORT
            box_stop
            """);
        Assert.Equal(2, output.Split(" 0% packet loss").Length - 1);
        AssertNothingLost(output);
    }

    [Fact]
    public void Inline_KilledAndStartedAgain_PeersRecover()
    {
        Lab.Run("""
            lab_nginx "$work/nginx" ""
            box_start "\"Devices\": [ { $pair } ]"
            eventually on_client curl -fsS -m 2 http://10.77.0.2/64
            on_client curl -fsS -m 60 --limit-rate 400k -o "$work/got" http://10.77.0.2/4m &
            download=$!
            sleep 2
            kill -KILL $box_pid; wait $box_pid 2>/dev/null
            box_start "\"Devices\": [ { $pair } ]"
            wait $download || exit 1
            cmp "$work/got" "$work/nginx/www/4m" || exit 1
            kill -TERM $box_pid; wait $box_pid
            exit 0
            """);
    }

    private static void AssertNothingLost(string output)
    {
        JsonNode report = JsonNode.Parse(output[(output.IndexOf("REPORT", StringComparison.Ordinal) + 6)..])!;
        Assert.True((long)report["packets"]! > 1000);
        Assert.Equal((long)report["packets"]!, (long)report["delivered"]! + report["drops"]!.AsObject().Sum(d => (long)d.Value!));
    }
}
