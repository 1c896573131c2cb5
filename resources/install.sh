#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Framescope authors
# SPDX-License-Identifier: Apache-2.0

# usage: resources/install.sh GROUP...
# Installs by apt what is missing of these groups and says what. Silent, and without a call of apt,
# when nothing is missing. Debian 12; written for Ubuntu 24.04 too, not run there.
#   build  compiler, CMake, Qt, libraries
#   run    what the built program loads: platform and image plugins, TLS, a font
#   test   the real peers that tests/interop starts
#   bench  a rival to measure against
#   ci     clang's analysis and fuzzers, its linker, the compiler cache
set -euo pipefail

# Ubuntu has Chromium as a snap only: there tst_realclients wants a "chromium" in the path.
chromium="chromium-headless-shell"
! grep -qs '^ID=ubuntu' /etc/os-release || chromium=

declare -A groups=(
    [build]="g++ cmake ninja-build qt6-base-dev qt6-websockets-dev libsqlite3-dev zlib1g-dev libcli11-dev libsimdjson-dev pkgconf libpcre2-dev"
    [run]="qt6-qpa-plugins libqt6svg6 fonts-dejavu-core openssl ca-certificates"
    [test]="python3-websockets nginx-light tinyproxy-bin microsocks openssl libwebsockets-test-server mosquitto websocketd python3-socketio python3-aiohttp nodejs node-ws $chromium"
    [bench]="nodejs node-ws python3-websockets"
    [ci]="git python3 clang-16 libclang-rt-16-dev clang-tidy-16 clang-format-16 lld ccache"
)

die() { echo "install.sh: $*" >&2; exit 1; }

wanted=()
[ $# -gt 0 ] || die "name at least one group: ${!groups[*]}"
for group in "$@"; do
    [ -n "${groups[$group]:-}" ] || die "there is no group \"$group\"; there are: ${!groups[*]}"
    read -ra names <<<"${groups[$group]}"
    wanted+=("${names[@]}")
done

command -v dpkg-query >/dev/null || die "this is neither Debian nor Ubuntu; install what corresponds to: ${wanted[*]}"
# dpkg-query fails if it does not know one of the names: that one is missing then.
installed=" $(dpkg-query -W -f='${db:Status-Status}:${Package} ' "${wanted[@]}" 2>/dev/null || true)"
missing=()
for name in "${wanted[@]}"; do
    [[ "$installed" == *" installed:$name "* || " ${missing[*]:-} " == *" $name "* ]] || missing+=("$name")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "run as root, or install sudo; missing: ${missing[*]}"
    as_root=(sudo)
fi
echo "Installing ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
run() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive "$@" >"$log" 2>&1 || {
        tail -n 40 "$log" >&2
        die "\"$*\" failed"
    }
}

# nginx and mosquitto are wanted as programs that the tests start on ports of their own, not as the services
# that their packages start: policy-rc.d forbids that while apt runs. The others are programs without a service
# (the package tinyproxy would bring one).
policy=/usr/sbin/policy-rc.d
services=()
[[ " ${missing[*]} " != *" nginx-light "* ]] || services+=(nginx)
[[ " ${missing[*]} " != *" mosquitto "* ]] || services+=(mosquitto)
guards_services=false
if [[ ${#services[@]} -gt 0 && ! -e $policy ]]; then
    guards_services=true
    run sh -c "printf '#!/bin/sh\nexit 101\n' >$policy && chmod 755 $policy"
    trap 'rm -f "$log"; "${as_root[@]}" rm -f "$policy"' EXIT
fi
run apt-get update -q
run apt-get install -q -y --no-install-recommends "${missing[@]}"
if $guards_services && [ -d /run/systemd/system ]; then
    run systemctl disable "${services[@]}"
    echo "Installed, but neither started nor enabled: ${services[*]}"
fi
