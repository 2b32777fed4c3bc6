#!/usr/bin/env bash
# measure.sh HOST [null] [wire]: forwarding by the host and by dpdk-testpmd in turn, so that both meet the same machine. ./mb lab comes here.
#   null  64-byte packets between two net_null ports: million packets per CPU second, and the ratio run by run
#   wire  wrk and nginx over net_af_packet between three namespaces: requests/s, p50 and p99 in µs, and the ratio run by run
# Settings: RUNS (5), DURATION (2 s), CONNECTIONS ("8 64"), FILES ("64 8k"), MODES ("close keep"), BOXES, CORES ("0 1": end points, box).
set -uo pipefail
export LC_ALL=C
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/lab.sh"
host=$1
shift
what=${*:-null wire}
RUNS=${RUNS:-5} DURATION=${DURATION:-2} CONNECTIONS=${CONNECTIONS:-8 64} FILES=${FILES:-64 8k} MODES=${MODES:-close keep}
BOXES=${BOXES:-testpmd forward L2Forward chain chain-streams}
read -r end_core box_core <<<"${CORES:-0 1}"
why=$(lab_missing nginx wrk dpdk-testpmd taskset)
[[ -z $why ]] || { echo "mb lab: $why" >&2; exit 2; }
work=$(mktemp -d)
chmod 755 "$work"
pid=
finish() { [[ -z $pid ]] || kill -KILL "$pid" 2>/dev/null; lab_down; rm -rf "$work"; }
trap finish EXIT
trap 'exit 130' INT TERM

# Lines "key value" of interleaved runs: per key the median, lowest and highest value, and the median of the ratios to the first key, run by run, with its
# 90 % confidence bound (sign test: the second lowest of eight, the lowest of fewer).
table() {
    awk -v base="$1" '
        { n[$1]++; v[$1, n[$1]] = $2; if (!($1 in seen)) { seen[$1] = 1; order[++keys] = $1 } }
        function sorted(key, ratio, m,   i, j, t) { m = n[key]; if (ratio && n[base] < m) m = n[base]; for (i = 1; i <= m; i++) a[i] = ratio ? v[key, i] / v[base, i] : v[key, i];
            for (i = 2; i <= m; i++) { t = a[i]; for (j = i - 1; j >= 1 && a[j] > t; j--) a[j + 1] = a[j]; a[j + 1] = t } return m }
        END { for (k = 1; k <= keys; k++) { m = sorted(order[k], 0); line = sprintf("%-14s %10.1f  [%.1f .. %.1f]", order[k], a[int((m + 1) / 2)], a[1], a[m]);
            m = sorted(order[k], 1); if (order[k] != base && m > 0) line = line sprintf("  ratio %.3f, at least %.3f", a[int((m + 1) / 2)], a[m >= 8 ? 2 : 1]); print line } }' "$2"
}

# CPU seconds of a process's busiest thread: the one that forwards. Packets per CPU second do not tell of strangers on the core.
busiest() {
    cat "/proc/$1"/task/*/stat 2>/dev/null | sed 's/^.*) //' | awk -v hz="$(getconf CLK_TCK)" '{ t = $12 + $13; if (t > most) most = t } END { print most / hz }'
}

null_testpmd() {
    sleep $((DURATION + 5)) | dpdk-testpmd --no-pci --no-huge --no-telemetry --file-prefix="$lab" -m 256 -l "$end_core,$box_core" --main-lcore="$end_core" \
        --vdev=net_null0,size=64,copy=0 --vdev=net_null1,size=64,copy=0 -- --nb-cores=1 --stats-period=3600 --burst=32 --total-num-mbufs=32768 --forward-mode=io >"$work/pmd.log" 2>&1 &
    pid=$!
    sleep $((DURATION + 1))
    local seconds
    seconds=$(busiest "$pid")
    kill -INT "$pid"
    for _ in $(seq 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    kill -KILL "$pid" 2>/dev/null
    pid=
    awk -v s="$seconds" '/TX-packets/ { n = $2 } END { if (n > 0) print "testpmd", n / s / 1e6 }' "$work/pmd.log"
}

null_host() {
    cat >"$work/null.json" <<CONF
{ "Devices": [ { "Name": "null", "Spec": "dpdk:net_null0,size=64,copy=0", "Peer": "dpdk:net_null1,size=64,copy=0" } ], "Lanes": { "Cores": [ $box_core ], "Placement": "packed" }, "Applications": [] }
CONF
    "$host" run --config "$work/null.json" --json >"$work/null.out" 2>"$work/null.err" &
    pid=$!
    sleep $((DURATION + 1))
    local seconds
    seconds=$(busiest "$pid")
    kill -TERM "$pid"
    wait "$pid"
    pid=
    awk -v s="$seconds" 'match($0, /"delivered":[0-9]+/) { d = substr($0, RSTART + 12, RLENGTH - 12) } END { if (s > 0) print "host", d / s / 1e6 }' "$work/null.out"
}

measure_null() {
    local run
    : >"$work/null.runs"
    for run in $(seq "$RUNS"); do null_testpmd; null_host; done >>"$work/null.runs"
    echo "io between two net_null ports, 64 B, one core, million packets per CPU second, $RUNS runs"
    table testpmd "$work/null.runs"
}

port() { echo "net_af_packet$1,iface=b$1,blocksz=65536,framesz=2048,framecnt=2048,qdisc_bypass=0"; }

box_start() {
    if [[ $1 == testpmd ]]; then
        # Its standard input stays open, or it would end.
        ip netns exec "$box" dpdk-testpmd --no-pci --no-huge --no-telemetry --file-prefix="$lab" -m 256 -l "$end_core,$box_core" --main-lcore="$end_core" --vdev="$(port 0)" --vdev="$(port 1)" \
            -- --nb-cores=1 --burst=32 --total-num-mbufs=16384 --rxd=1024 --txd=1024 --forward-mode=io --stats-period=3600 </dev/null >"$work/box.log" 2>&1 &
        pid=$!
        return
    fi

    local functions=''
    case $1 in
        forward) ;;
        L2Forward) functions='{ "Function": "L2Forward" }' ;;
        chain) functions='{ "Function": "Firewall", "Settings": { "default": "allow" } }, { "Function": "FlowStats" }' ;;
        chain-streams) functions='{ "Function": "Firewall", "Settings": { "default": "allow" } }, { "Function": "FlowStats" }, { "Function": "Logger" }' ;;
    esac
    cat >"$work/box.json" <<CONF
{ "Devices": [ { "Name": "wire", "Spec": "dpdk:$(port 0)", "Peer": "dpdk:$(port 1)" } ], "Lanes": { "Cores": [ $box_core ], "Placement": "packed" },
  "Applications": [ ${functions:+{ \"Name\": \"box\", \"Functions\": [ $functions ] \}} ] }
CONF
    ip netns exec "$box" "$host" run --config "$work/box.json" --json >"$work/box.log" 2>&1 &
    pid=$!
}

box_stop() { kill -TERM "$pid" 2>/dev/null; for _ in $(seq 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done; kill -KILL "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; pid=; }

box_ready() {
    for _ in $(seq 100); do ip netns exec "$client" ping -q -c1 -W1 10.77.0.2 >/dev/null 2>&1 && return 0; kill -0 "$pid" 2>/dev/null || break; done
    echo "mb lab: the box does not forward:" >&2
    cat "$work/box.log" >&2
    exit 1
}

requests() { # box connections file mode
    local header=()
    [[ $4 == close ]] && header=(-H 'Connection: close')
    ip netns exec "$client" taskset -c "$end_core" wrk -t1 -c "$2" -d "${DURATION}s" --timeout 2s --latency "${header[@]}" "http://10.77.0.2/$3" |
        awk -v box="$1" -v errors=0 '
            function us(t) { return t ~ /ms$/ ? t * 1000 : t ~ /us$/ ? t + 0 : t * 1000000 }
            $1 == "50%" { p50 = us($2) } $1 == "99%" { p99 = us($2) } /Socket errors/ { gsub(/[^0-9 ]/, ""); for (i = 1; i <= NF; i++) errors += $i } /Requests\/sec/ { rate = $2 }
            END { print box, rate, p50, p99, errors }' >>"$work/wire-$2-$3-$4"
}

measure_wire() {
    local run kind c f m
    lab_up
    lab_nginx "$work/nginx" "$end_core"
    for run in $(seq "$RUNS"); do
        for kind in $BOXES; do
            box_start "$kind"
            box_ready
            for c in $CONNECTIONS; do for f in $FILES; do for m in $MODES; do requests "$kind" "$c" "$f" "$m"; done; done; done
            box_stop
        done
    done

    for c in $CONNECTIONS; do for f in $FILES; do for m in $MODES; do
        echo
        echo "wrk, $c connections, file $f, $m, requests/s, $RUNS runs of $DURATION s; socket errors $(awk '{ e += $5 } END { print e + 0 }' "$work/wire-$c-$f-$m")"
        table "${BOXES%% *}" "$work/wire-$c-$f-$m"
        awk '{ a[$1] += $3; b[$1] += $4; n[$1]++ } END { for (k in n) printf "  %s: mean p50 %.0f µs, mean p99 %.0f µs\n", k, a[k] / n[k], b[k] / n[k] }' "$work/wire-$c-$f-$m" | sort
    done; done; done
}

for one in $what; do
    case $one in
        null) measure_null ;;
        wire) measure_wire ;;
        *) echo "mb lab: '$one' is not measured here: write null, wire or nothing." >&2; exit 2 ;;
    esac
done
