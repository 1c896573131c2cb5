#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Framescope authors
# SPDX-License-Identifier: Apache-2.0

# usage: resources/build.sh PRESET [-DNAME=VALUE...]
# Configures and builds one preset of CMakePresets.json into build/PRESET. Says that it works and how
# long it took if it took long; shows the compiler's log only if it failed.
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${1:?usage: resources/build.sh PRESET [-DNAME=VALUE...]}
shift

# A compiler cache is used where there is one. The sloppiness is what ccache asks for with
# precompiled headers; without the directory in the hash, two trees of one checkout share objects.
if [ -z "${FRAMESCOPE_LAUNCHER+set}" ] && command -v ccache >/dev/null; then
    export FRAMESCOPE_LAUNCHER=ccache
fi
export CCACHE_SLOPPINESS=${CCACHE_SLOPPINESS-pch_defines,time_macros,include_file_mtime,include_file_ctime}
export CCACHE_NOHASHDIR=${CCACHE_NOHASHDIR-1}

# Precompiled headers pay where everything is built; core-only and dev-tsan prove that core does not need them.
case $preset in core-only) pch=OFF ;; dev-tsan) pch=TESTS ;; *) pch=ON ;; esac

mkdir -p "build/$preset"
log=build/$preset/build.log
# A first build takes minutes: say so at once, and not when it is over.
[ -f "build/$preset/.ninja_log" ] || echo "Building $preset (log: $log)"
if ! { cmake --preset "$preset" -DFRAMESCOPE_PCH=$pch "$@" && cmake --build --preset "$preset" -j "$(nproc)"; } >"$log" 2>&1 </dev/null; then
    grep -E -A12 'error:|Error at|FAILED:|undefined reference' "$log" | head -n 120 || true
    tail -n 10 "$log"
    echo "build.sh: $preset could not be built; the whole log is in $log"
    exit 1
fi >&2
if [ $SECONDS -ge 20 ]; then
    echo "Built $preset in $SECONDS s"
fi
