#!/bin/sh
# build-shim.sh SOURCE TARGET: compiles the part that calls DPDK; where that is not possible, says in one sentence what to install. Never fails the build.
source=$1
target=$2
compiler=${CC:-cc}
if ! command -v "$compiler" >/dev/null || ! command -v pkg-config >/dev/null || ! pkg-config --exists libdpdk; then
    echo "Without ports of DPDK: to build them install libdpdk-dev, gcc and pkg-config (Debian: apt install libdpdk-dev gcc pkg-config)."
    exit 0
fi
mkdir -p "$(dirname "$target")"
# pkg-config prints several words.
# shellcheck disable=SC2046
if ! "$compiler" -O3 -shared -fPIC -fvisibility=hidden -Wall -Wextra $(pkg-config --cflags libdpdk) "$source" -o "$target" \
    -Wl,--no-undefined,--as-needed $(pkg-config --libs libdpdk) -lrte_net_ring; then
    echo "Without ports of DPDK: its headers are not those of DPDK 22.11 that Microboxes is written for; install libdpdk-dev 22.11."
fi
exit 0
