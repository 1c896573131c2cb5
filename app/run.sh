#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Framescope authors
# SPDX-License-Identifier: Apache-2.0

# usage: app/run.sh
# Installs what is missing, builds the program and starts its demo. Without a display the same demo
# runs headless for a few seconds: timeline, session file and a picture of the window.
set -euo pipefail
cd "$(dirname "$0")/.."

resources/install.sh build run
resources/build.sh release
program=build/release/app/framescope
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$program" --demo
fi

session=build/demo/demo.framescope
picture=build/demo/window.png
mkdir -p build/demo
rm -f "$session"
echo "There is no display, so the demo runs headless for 5 seconds:"
"$program" record --demo --duration 5 -o "$session"
"$program" --demo --screenshot "$picture"
echo "Session: $session   (read it with: $program print $session)"
echo "Picture: $picture"
