# Sourced by ./mb: builds everything, runs every test project, ends with one line "N passed, N failed[, N skipped]".

# Facts that take minutes carry [Trait("Length", "long")], those left out of a quick round [Trait("Length", "slow")].
run_tests() {
    local quick='' long='' argument
    for argument in "$@"; do
        case $argument in
            --quick) quick=1 ;;
            --long) long=1 ;;
            *) echo "mb: 'test' does not know '$argument': write --quick, --long or nothing." >&2; exit 2 ;;
        esac
    done

    local filter=()
    [[ -n $long ]] || filter+=(-trait- Length=long)
    [[ -z $quick ]] || filter+=(-trait- Length=slow)

    echo "Building everything ..."
    compile Microboxes.sln

    local passed=0 failed=0 skipped=0 broken=0 project name
    for project in "$root"/tests/*/*.csproj; do
        grep -q '<IsTestProject>true' "$project" || continue
        name=$(basename "$project" .csproj)
        run_project "$name" "$(dirname "$project")/bin/Release/net10.0/$name" "${filter[@]}"
    done

    echo
    if (( skipped > 0 )); then
        echo "$passed passed, $failed failed, $skipped skipped"
    else
        echo "$passed passed, $failed failed"
    fi
    (( failed == 0 && broken == 0 ))
}

# A project that ends without its summary (crashed, killed) counts as one failure.
run_project() {
    local name=$1 runner=$2 results=$build/results/$1.xml log=$build/results/$1.log
    shift 2
    mkdir -p "$build/results"
    rm -f "$results"
    "$runner" -nologo -noColor -xml "$results" "$@" >"$log" 2>&1 || true

    local totals
    totals=$(grep -m1 -o '<assembly [^>]*>' "$results" 2>/dev/null || true)
    if [[ -z $totals ]]; then
        echo "$name: ended without a result; the end of its output:"
        tail -n 30 "$log"
        failed=$((failed + 1))
        return
    fi

    local p f s e
    p=$(attribute passed "$totals") f=$(attribute failed "$totals") s=$(attribute skipped "$totals") e=$(attribute errors "$totals")
    if (( f + e > 0 )); then
        grep -v -E '^ *$' "$log" | grep -A 12 -E '\[(FAIL|ERROR)\]|error' || tail -n 40 "$log"
    fi
    echo "$name: $p passed, $((f + e)) failed, $s skipped"
    passed=$((passed + p)) failed=$((failed + f + e)) skipped=$((skipped + s))
}

attribute() {
    local value=${2#* "$1"=\"}
    echo "${value%%\"*}"
}
