#!/usr/bin/env bash
# What the action crates of this workspace cost a contributor: CPU seconds, wall time and disk of gen, check, clippy, building
# tests, and docs, for the crates below crates/actions, with all that they depend on built before. Builds in a folder of its
# own, which needs some 3 GB, or in the given one, such as that of a clone in which all of it is built without debug information.
# Usage: benches/workspace-cost.sh [target folder]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
if [ $# -gt 0 ]; then
    target=$(realpath "$1")
else
    target=$(mktemp -d)
    trap 'rm -rf "$target"' EXIT
fi
export CARGO_TERM_COLOR=never CARGO_INCREMENTAL=0 CARGO_PROFILE_DEV_DEBUG=0

names=() folders=()
for manifest in crates/actions/*/*/Cargo.toml; do
    name=$(sed -n 's/^name = "\(.*\)"$/\1/p' "$manifest")
    names+=(--package "$name")
    folders+=("$(dirname "$manifest")")
done
actions=$(find specs -mindepth 2 -name '*.yaml' ! -name vendor.yaml | wc -l)
echo "${#folders[@]} crates for $actions actions:"

size() { du -sm "$target" | cut -f1; }

measured() {
    local name=$1 before times
    shift
    before=$(size)
    TIMEFORMAT="%U %S %R"
    times=$({ time "$@" >/dev/null 2>&1; } 2>&1)
    awk -v name="$name" -v n="$actions" -v times="$times" -v mb=$(($(size) - before)) 'BEGIN {
        split(times, t, " ")
        cpu = t[1] + t[2]
        printf "%-8s %7.1f CPU s  %7.1f s  %6d MB   an action: %5.2f CPU s  %5.1f MB\n", name, cpu, t[3], mb, cpu / n, mb / n
    }'
}
unmeasured() { shift; "$@" >/dev/null 2>&1; }

steps() {
    local run=$1
    export CARGO_TARGET_DIR=$target
    "$run" check cargo check --quiet "${names[@]}"
    "$run" clippy cargo clippy --quiet "${names[@]}" --all-targets
    "$run" test cargo test --quiet "${names[@]}" --no-run
    "$run" doc cargo doc --quiet --no-deps "${names[@]}"
}

# `gen` in the usual folder, where xtask is built.
cargo xtask gen --check >/dev/null 2>&1
measured gen cargo xtask gen --check

# Builds everything once, then removes what belongs to the action crates alone.
steps unmeasured
CARGO_TARGET_DIR=$target cargo clean --quiet "${names[@]}" >/dev/null 2>&1
rm -rf "$target/doc"
steps measured
