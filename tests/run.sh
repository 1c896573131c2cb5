#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Framescope authors
# SPDX-License-Identifier: Apache-2.0

# usage: tests/run.sh [-DNAME=VALUE...]
# Installs what is missing, builds preset "dev" and runs all tests. FRAMESCOPE_PRESET names another
# preset ("dev-asan"). Prints the summary; the output of a test only if it failed.
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${FRAMESCOPE_PRESET:-dev}

resources/install.sh build run test
resources/build.sh "$preset" "$@"
# One more than there are processors: many tests wait for a server, a clock or a disk.
ctest --test-dir "build/$preset" --output-on-failure --no-tests=error -j "$(($(nproc) + 1))" </dev/null \
    | sed -nE '/^test [0-9]+$|^ +Start +[0-9]+:|^ *[0-9]+\/[0-9]+ Test .* Passed |^Internal ctest|^Test project|^$/!p'
