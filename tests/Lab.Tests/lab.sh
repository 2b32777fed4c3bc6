# Sourced: one client, one box and one server, each in a network namespace of its own, joined by veth pairs.
#   [client] c0 --- b0 [box] b1 --- s0 [server]
# Inline: client 10.77.0.1, fd77::1 and server 10.77.0.2, fd77::2 are neighbours. Routed: 10.77.1.1 and 10.77.2.2 have the box (.254) between them, as fd77:1::1
# and fd77:2::2 have (::fe). Everything is named after $lab and taken down by lab_down.
lab=${lab:-mb$$}
client=$lab-c box=$lab-b server=$lab-s

lab_missing() {
    local missing=() tool
    for tool in ip ethtool ping "$@"; do command -v "$tool" >/dev/null || missing+=("$tool"); done
    if (( ${#missing[@]} > 0 )); then
        echo "${missing[*]} missing: install the Debian packages iproute2 ethtool iputils-ping nginx-light curl wrk iperf3 dpdk-dev"
    elif (( EUID != 0 )); then
        echo "network namespaces need root: run as root"
    fi
}

lab_up() {
    set -e
    local n side
    for n in "$client" "$box" "$server"; do ip netns add "$n"; ip -n "$n" link set lo up; done
    ip link add c0 netns "$client" type veth peer name b0 netns "$box"
    ip link add s0 netns "$server" type veth peer name b1 netns "$box"
    for side in "$client c0 1 1" "$server s0 2 2"; do
        set -- $side
        # Whole checksums and no super-frames: a box in user space gets what the kernel hands over.
        ip netns exec "$1" ethtool -K "$2" rx off tx off tso off gso off gro off sg off txvlan off rxvlan off >/dev/null 2>&1 || true
        ip netns exec "$1" sysctl -qw "net.ipv6.conf.$2.accept_dad=0" net.ipv4.ip_local_port_range='1024 65535' net.ipv4.tcp_tw_reuse=1 net.core.somaxconn=8192 2>/dev/null || true
        ip -n "$1" addr add "10.77.0.$3/24" dev "$2"
        ip -n "$1" addr add "fd77::$3/64" dev "$2" nodad
        ip -n "$1" addr add "10.77.$3.$4/24" dev "$2"
        ip -n "$1" addr add "fd77:$3::$4/64" dev "$2" nodad
        ip -n "$1" link set "$2" txqueuelen 10000 up
    done
    for side in b0 b1; do
        ip netns exec "$box" ethtool -K $side rx off tx off tso off gso off gro off sg off txvlan off rxvlan off >/dev/null 2>&1 || true
        ip netns exec "$box" sysctl -qw "net.ipv6.conf.$side.disable_ipv6=1" 2>/dev/null || true
        ip -n "$box" link set $side txqueuelen 10000 promisc on arp off up
    done
    ip -n "$client" route add 10.77.2.0/24 via 10.77.1.254
    ip -n "$server" route add 10.77.1.0/24 via 10.77.2.254
    ip -n "$client" -6 route add fd77:2::/64 via fd77:1::fe
    ip -n "$server" -6 route add fd77:1::/64 via fd77:2::fe
    set +e
}

lab_down() {
    local n pid
    for n in "$client" "$box" "$server"; do
        for pid in $(ip netns pids "$n" 2>/dev/null); do kill -KILL "$pid" 2>/dev/null; done
        ip netns del "$n" 2>/dev/null
    done
    true
}

# A web server with a file of 64 bytes and one of 8 KB, and one of 4 MB.
lab_nginx() {
    local folder=$1 core=$2
    mkdir -p "$folder/www" "$folder/tmp"
    head -c 64 /dev/zero | tr '\0' a >"$folder/www/64"
    head -c 8192 /dev/urandom >"$folder/www/8k"
    head -c 4194304 /dev/urandom >"$folder/www/4m"
    chmod -R a+rX "$folder"
    cat >"$folder/nginx.conf" <<CONF
daemon off; worker_processes 1; pid $folder/nginx.pid; error_log $folder/nginx.err warn; worker_rlimit_nofile 65536;
events { worker_connections 8192; multi_accept on; }
http { access_log off; sendfile on; tcp_nodelay on; keepalive_timeout 300; keepalive_requests 1000000000; open_file_cache max=100; default_type application/octet-stream;
  client_body_temp_path $folder/tmp/1; proxy_temp_path $folder/tmp/2; fastcgi_temp_path $folder/tmp/3; uwsgi_temp_path $folder/tmp/4; scgi_temp_path $folder/tmp/5;
  server { listen 80 backlog=8192; listen [::]:80 backlog=8192; root $folder/www; } }
CONF
    ip netns exec "$server" ${core:+taskset -c "$core"} nginx -c "$folder/nginx.conf" >"$folder/nginx.log" 2>&1 &
}
