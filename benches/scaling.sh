#!/usr/bin/env bash
# What a second core brings: two clips one after the other on one core, then at once on two. Linux; wants an idle machine.
# `benches/scaling.sh LIVEFACE CLIP [OPTION…]`, with options of `liveface observe`, such as `--backend embedded`.
set -euo pipefail
liveface=$1 clip=$2
shift 2

watch() { taskset -c "$1" "$liveface" observe "$clip" --timing "${@:2}" >/dev/null; }
one_core() { watch 0 "$@" && watch 0 "$@"; }
two_cores() {
    watch 0 "$@" & local first=$!
    watch 1 "$@"
    wait "$first"
}

# best COMMAND… : microseconds of the quickest of five runs.
best() {
    local least='' start spent
    for _ in 1 2 3 4 5; do
        start=${EPOCHREALTIME/./}
        "$@"
        spent=$((${EPOCHREALTIME/./} - start))
        [ -n "$least" ] && [ "$least" -le "$spent" ] || least=$spent
    done
    echo "$least"
}

one=$(best one_core "$@")
two=$(best two_cores "$@")
awk -v one="$one" -v two="$two" \
    'BEGIN { printf "one core %.0f ms, two cores %.0f ms, ratio %.2f\n", one / 1e3, two / 1e3, one / two }'
