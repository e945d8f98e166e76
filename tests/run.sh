#!/usr/bin/env bash
# Installs what the tests need, then runs them all. Ends with one line: N passed, N failed[, N skipped].
#   tests/run.sh              everything
#   tests/run.sh Promql       only the test projects whose name contains the word
#   HOTARU_LIBRARIES=card tests/run.sh   with the adapters for libraries that the default build does not restore
#   tests/run.sh --appliance  the appliance's image in QEMU, its lamp read back (ten minutes; see tests/Twin/run)
set -uo pipefail
cd "$(dirname "$0")/.."
only=${1:-}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

if [ "$only" = --appliance ]; then
  if [ "$(id -u)" = 0 ] && ! command -v mmdebstrap >/dev/null 2>&1; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends mmdebstrap openssh-client openssl python3
  fi
  exec tests/Twin/run short "${@:2}"
fi

say() { printf '\n== %s\n' "$*"; }

# The peers that Hotaru is compared with, a browser, a web server. Without them those tests say "not run".
install_packages() {
  local missing=()
  local packages=(
    prometheus prometheus-pushgateway prometheus-alertmanager prometheus-node-exporter
    victoria-metrics python3-prometheus-client chromium nginx-light curl gcc libc6-dev
  )
  for package in "${packages[@]}"; do
    dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  # nginx comes in several packages; any of them will do.
  if command -v nginx >/dev/null 2>&1; then missing=("${missing[@]/nginx-light/}"); fi
  local wanted
  wanted=$(printf '%s ' "${missing[@]}" | xargs)
  [ -z "$wanted" ] && return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "not installed, and this is not root on Debian: $wanted"
    return 0
  fi
  say "installing $wanted"
  # Their services must not start: a file that forbids it, unless the system has one already.
  local policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' > "$policy" && chmod +x "$policy"
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
  fi
  local log
  log=$(mktemp)
  export DEBIAN_FRONTEND=noninteractive
  if ! { apt-get update && apt-get install -y --no-install-recommends $wanted; } >"$log" 2>&1; then
    tail -n 20 "$log"
    echo "some packages could not be installed; the tests that need them will say so"
  fi
  rm -f "$log"
}

install_packages

results=$(mktemp -d)
passed=0 failed=0 skipped=0 card=()

# Projects for build-arm.sh --libraries card: not in the solution, their packages are not restored by default.
is_card() { grep -q HotaruLibraries "$1"; }

say "build"
if ! dotnet build Appliance.sln -c Release -v q --nologo; then
  echo "the build failed"
  echo "0 passed, 1 failed"
  exit 1
fi

if [ -z "$only" ]; then
  say "format"
  if dotnet format Appliance.sln whitespace --verify-no-changes --no-restore; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "dotnet format Appliance.sln whitespace mends this"
  fi
fi

count() { grep -o "$2=\"[0-9]*\"" "$1" | head -n 1 | grep -o '[0-9]*'; }

for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  case "$name" in Testing | Benchmarks) continue ;; esac
  [[ "$name" == *"$only"* ]] || continue
  built=--no-build
  if is_card "$project"; then
    [ "${HOTARU_LIBRARIES:-}" = card ] || { card+=("$name"); continue; }
    built=-p:HotaruLibraries=card
  fi
  say "$name"
  dotnet test "$project" -c Release $built --nologo -v q \
    --logger "trx;LogFileName=$results/$name.trx" --logger "console;verbosity=minimal" \
    --blame-hang-timeout 10m
  code=$?
  trx="$results/$name.trx"
  if [ -s "$trx" ]; then
    p=$(count "$trx" passed) f=$(count "$trx" failed) t=$(count "$trx" total)
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + t - p - f))
    [ "$code" -ne 0 ] && [ "$f" -eq 0 ] && failed=$((failed + 1))
  else
    echo "$name left no result"
    failed=$((failed + 1))
  fi
done

rm -rf "$results"
echo
[ -d ../shared/promqltest ] || echo "not run: the peer's PromQL scripts, ../shared/promqltest is not there"
[ ${#card[@]} = 0 ] || echo "not run: ${card[*]}, HOTARU_LIBRARIES=card runs them where the packages can be restored"
[ -n "$only" ] || echo "not run: the appliance's image in QEMU, tests/run.sh --appliance does that"
if [ "$skipped" -gt 0 ]; then
  echo "$passed passed, $failed failed, $skipped skipped"
else
  echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ]
