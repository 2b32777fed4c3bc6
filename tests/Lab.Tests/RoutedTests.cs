using Xunit;

namespace Microboxes.Lab.Tests;

[Trait("Length", "slow")]
public sealed class RoutedTests
{
    [Fact]
    public void Routed_BetweenTwoNetworks_PassesPingsAndRequestsOfBothVersions()
    {
        string output = Lab.Run("""
            lab_nginx "$work/nginx" ""
            box_start "\"Devices\": [ { $pair, \"Mode\": \"routed\", \"Addresses\": [ \"10.77.1.254/24\", \"fd77:1::fe/64\" ], \"PeerAddresses\": [ \"10.77.2.254/24\", \"fd77:2::fe/64\" ] } ],
                \"Plugins\": { \"Path\": \"$folder/plugins\" }, \"Applications\": []"
            eventually on_client ping -c1 -W1 10.77.1.254
            eventually on_client ping -c1 -W1 fd77:1::fe
            set -e
            on_client ping -q -c3 -i0.2 -W2 10.77.2.2 | grep ' 0% packet loss'
            on_client ping -q -c3 -i0.2 -W2 fd77:2::2 | grep ' 0% packet loss'
            on_client ping -q -c3 -i0.2 -W2 -s 3000 fd77:1::fe | grep ' 0% packet loss'
            on_client ping -q -c3 -i0.2 -W2 -s 3000 fd77:2::2 | grep ' 0% packet loss'
            for url in 10.77.2.2 '[fd77:2::2]'; do on_client curl -fsS -m 20 -o "$work/got" "http://$url/4m"; cmp "$work/got" "$work/nginx/www/4m"; done
            on_client ping -q -c1 -t1 10.77.2.2 | grep -c 'errors' || true
            set +e
            kill -TERM $box_pid; wait $box_pid
            exit 0
            """);
        Assert.Equal(4, output.Split(" 0% packet loss").Length - 1);
    }

    [Fact]
    public void Routed_WithL4LoadBalancer_ServesTheServicesAddress()
    {
        Lab.Run("""
            lab_nginx "$work/nginx" ""
            ip -n "$client" route add 192.0.2.0/24 via 10.77.1.254
            ip -n "$client" -6 route add 2001:db8::/64 via fd77:1::fe
            mkdir -p "$work/plugins/L4LoadBalancer"
            cp "$folder/L4LoadBalancer.dll" "$work/plugins/L4LoadBalancer/"
            balancer() { echo "{ \"Function\": \"L4LoadBalancer\", \"Settings\": { \"service\": \"$1\", \"backends\": [ \"$2\" ] } }"; }
            box_start "\"Devices\": [ { $pair, \"Mode\": \"routed\", \"Addresses\": [ \"10.77.1.254/24\", \"fd77:1::fe/64\" ], \"PeerAddresses\": [ \"10.77.2.254/24\", \"fd77:2::fe/64\" ] } ],
                \"Plugins\": { \"Path\": \"$work/plugins\" },
                \"Applications\": [ { \"Name\": \"v4\", \"Functions\": [ $(balancer 192.0.2.1:8000 10.77.2.2:80) ] }, { \"Name\": \"v6\", \"Functions\": [ $(balancer '[2001:db8::1]:8000' '[fd77:2::2]:80') ] } ]"
            eventually on_client curl -fsS -m 2 http://192.0.2.1:8000/64
            eventually on_client curl -fsS -m 2 'http://[2001:db8::1]:8000/64'
            set -e
            for url in 192.0.2.1:8000 '[2001:db8::1]:8000'; do
                for _ in 1 2 3 4 5; do on_client curl -fsS -m 20 -o "$work/got" "http://$url/8k"; cmp "$work/got" "$work/nginx/www/8k"; done
                on_client curl -fsS -m 20 -o "$work/got" "http://$url/4m"
                cmp "$work/got" "$work/nginx/www/4m"
            done
            set +e
            kill -TERM $box_pid; wait $box_pid
            exit 0
            """);
    }
}
