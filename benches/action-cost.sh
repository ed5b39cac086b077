#!/usr/bin/env bash
# What one more action costs a contributor: CPU seconds, wall time and disk of check, clippy, tests and docs, by adding copies
# of ListUserInfo to a clone. Usage: benches/action-cost.sh [copies]
set -euo pipefail
copies=${1:-10}
root=$(cd "$(dirname "$0")/.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
git clone --quiet "$root" "$scratch/clone"
cd "$scratch/clone"
export CARGO_TERM_COLOR=never CARGO_INCREMENTAL=0

measured() {
    local name=$1
    shift
    local before after
    before=$(du -sm target | cut -f1)
    TIMEFORMAT="%U %S %R"
    local times
    times=$({ time "$@" >/dev/null 2>&1; } 2>&1)
    after=$(du -sm target | cut -f1)
    awk -v name="$name" -v n="$copies" -v times="$times" -v mb=$((after - before)) 'BEGIN {
        split(times, t, " ")
        printf "%-8s %6.2f CPU s  %6.2f s  %6.1f MB  an action\n", name, (t[1] + t[2]) / n, t[3] / n, mb / n
    }'
}

steps() {
    local run=$1
    local vendor=(--package volcengine-rtc-examples)
    local names=("${@:2}")
    "$run" check cargo check --quiet "${names[@]}"
    "$run" clippy cargo clippy --quiet "${names[@]}" --all-targets
    "$run" test cargo test --quiet "${names[@]}" "${vendor[@]}"
    "$run" doc cargo doc --quiet --no-deps "${names[@]}"
}
unmeasured() { shift; "$@" >/dev/null 2>&1; }

# Everything that the copies depend on is built first.
steps unmeasured --package volcengine-rtc-list-user-info
names=()
for ((at = 0; at < copies; at++)); do
    letters=$(printf '%03d' "$at" | tr 0-9 a-j)
    sed "s/^action: ListUserInfo/action: ListUserInfoX$letters/" specs/volcengine/list-user-info.yaml \
        >"specs/volcengine/list-user-info-x$letters.yaml"
    names+=(--package "volcengine-rtc-list-user-info-x$letters")
done
cargo xtask gen >/dev/null
echo "$copies copies of ListUserInfo:"
steps measured "${names[@]}"
