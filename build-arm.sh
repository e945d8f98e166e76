#!/usr/bin/env bash
# Publishes the appliance for a Pi: self-contained, ReadyToRun, one file and SQLite's library beside it.
#   build-arm.sh [--rid RID] [--output DIR]      RID: linux-arm (default), linux-arm64, linux-x64
# Leaves DIR/hotaru. Exit codes: 0 done, 1 it failed, 2 wrong usage.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rid=linux-arm
output=

usage() { echo "usage: build-arm.sh [--rid linux-arm|linux-arm64|linux-x64] [--output DIR]" >&2; exit 2; }
while [ $# -gt 0 ]; do
  case $1 in
    --rid) [ $# -ge 2 ] || usage; rid=$2; shift 2 ;;
    --output) [ $# -ge 2 ] || usage; output=$2; shift 2 ;;
    *) usage ;;
  esac
done
# The machine number in an ELF header, and its class: what every native file must have.
case $rid in
  linux-arm) machine=40 class=1 ;;
  linux-arm64) machine=183 class=2 ;;
  linux-x64) machine=62 class=2 ;;
  *) usage ;;
esac
output=${output:-$here/artifacts/$rid}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

say() { echo "build-arm: $*"; }
publish() { dotnet publish "$here/src/Appliance" -c Release -r "$rid" -v q --nologo "$@"; }

# Every ELF file in a folder must be for this machine; there must be SQLite's.
check_native() {
  local file header found=0
  while IFS= read -r -d '' file; do
    header=$(od -An -tu1 -N20 "$file" | tr -s ' \n' ' ')
    set -- $header
    [ "${1:-} ${2:-} ${3:-} ${4:-}" = "127 69 76 70" ] || continue
    if [ "${5}" != $class ] || [ $((${19} + 256 * ${20})) != $machine ]; then
      say "$(basename "$file") is not for $rid"
      return 1
    fi
    case $file in */libe_sqlite3.so) found=1 ;; esac
  done < <(find "$1" -type f -print0)
  [ $found = 1 ] || { say "SQLite's library for $rid is missing"; return 1; }
}

if ! dotnet restore "$here/src/Appliance" -r "$rid" -p:PublishForPi=true -v q --nologo > "$work/restore.log" 2>&1; then
  if ! grep -qE 'NU110[123].*(Microsoft\.(NETCore|AspNetCore)\.App\.(Runtime|Crossgen2|Host))' "$work/restore.log"; then
    cat "$work/restore.log"
    exit 1
  fi
  # No runtime for this machine on the feed: what can be checked without it is checked. (The trim and AOT settings
  # of the projects would ask for the runtime too.)
  if publish --self-contained false -p:UseAppHost=false -p:IsTrimmable=false -p:IsAotCompatible=false \
      -o "$work/out" > "$work/publish.log" 2>&1 \
      && check_native "$work/out"; then
    say "$rid: the runtime packs cannot be restored from this package feed; all else resolves for $rid and was checked"
  else
    cat "$work/publish.log"
  fi
  exit 1
fi

publish --self-contained true -p:PublishForPi=true -o "$work/out" > "$work/publish.log" 2>&1 \
  || { cat "$work/publish.log"; exit 1; }
check_native "$work/out"
mkdir -p "$output"
cp -f "$work/out/hotaru" "$work/out/libe_sqlite3.so" "$output/"
chmod 755 "$output/hotaru"
say "$rid: $output/hotaru, $(du -sm --apparent-size "$output" | cut -f1) MB"
