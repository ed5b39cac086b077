#!/usr/bin/env bash
# The time of `cargo xtask gen --check` as run by a developer, ten times after the build; and the build time of xtask.
set -euo pipefail
cd "$(dirname "$0")/.."
export CARGO_TERM_COLOR=never

echo "crates below xtask: $(cargo tree --package xtask --edges normal,build --prefix none --no-dedupe | sed 's/ (.*//' | sort -u | grep -vc '^xtask ')"
target=$(mktemp -d)
trap 'rm -rf "$target"' EXIT
TIMEFORMAT='building xtask: %R s, %U s user, %S s system'
time CARGO_TARGET_DIR="$target" cargo build --quiet --package xtask

export CARGO_TARGET_DIR="$target"
cargo xtask gen --check > /dev/null || { echo "run cargo xtask gen first" >&2; exit 1; }
TIMEFORMAT='%R'
for _ in $(seq 10); do
    { time cargo xtask gen --check > /dev/null; } 2>&1
done | sort -n | awk '{ t[NR] = $1 } END { printf "gen --check: %.2f s (%.2f to %.2f), goal 0.5\n", (t[5] + t[6]) / 2, t[1], t[NR] }'
