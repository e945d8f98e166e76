#!/usr/bin/env bash
# Publishes the appliance for a Pi: self-contained, ReadyToRun, one file and SQLite's library beside it.
#   build-arm.sh [--rid RID] [--output DIR]      RID: linux-arm (default), linux-arm64, linux-x64
#                [--sign KEY.pem] [--version X]  also makes DIR/hotaru-X.tar.gz, which appliances take as an update
#                [--libraries card]              builds in LiteDB, System.Device.Gpio and Iot.Device.Bindings
# Leaves DIR/hotaru. Exit codes: 0 done, 1 it failed, 2 wrong usage.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rid=linux-arm
output=
key=
version=
libraries=

usage() {
  echo "usage: build-arm.sh [--rid linux-arm|linux-arm64|linux-x64] [--output DIR] [--sign KEY.pem] [--version X]" >&2
  echo "                    [--libraries card]" >&2
  exit 2
}
while [ $# -gt 0 ]; do
  case $1 in
    --rid) [ $# -ge 2 ] || usage; rid=$2; shift 2 ;;
    --output) [ $# -ge 2 ] || usage; output=$2; shift 2 ;;
    --sign) [ $# -ge 2 ] || usage; key=$2; shift 2 ;;
    --version) [ $# -ge 2 ] || usage; version=$2; shift 2 ;;
    --libraries) [ $# -ge 2 ] && [ "$2" = card ] || usage; libraries=$2; shift 2 ;;
    *) usage ;;
  esac
done
# The machine number in an ELF header, and its class: what every native file must have; and the one in a PE header.
case $rid in
  linux-arm) machine=40 class=1 pe=452 ;;
  linux-arm64) machine=183 class=2 pe=43620 ;;
  linux-x64) machine=62 class=2 pe=34404 ;;
  *) usage ;;
esac
output=${output:-$here/artifacts/$rid}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

say() { echo "build-arm: $*"; }
publish() {
  dotnet publish "$here/src/Appliance" -c Release -r "$rid" -v q --nologo ${version:+"-p:Version=$version"} \
    ${libraries:+"-p:HotaruLibraries=$libraries"} "$@"
}

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

# Every assembly must be for any machine or for this one, and the host must look for this machine's files.
check_managed() {
  local directory=$1 file bytes offset found
  while IFS= read -r -d '' file; do
    bytes=$(od -An -tu1 -j60 -N4 "$file" | tr -s ' ')
    set -- $bytes
    offset=$(($1 + 256 * $2 + 65536 * $3 + 4))
    set -- $(od -An -tu1 -j$offset -N2 "$file")
    found=$(($1 + 256 * $2))
    if [ $found != 332 ] && [ $found != $pe ]; then
      say "$(basename "$file") is not for $rid"
      return 1
    fi
  done < <(find "$directory" -type f -name '*.dll' -print0)
  grep -q "\"name\": \".NETCoreApp,Version=v10.0/$rid\"" "$directory/hotaru.deps.json" || {
    say "hotaru.deps.json is not for $rid"
    return 1
  }
}

# The release: the program, SQLite, and what a person needs beside it. Its data format stands in the source.
make_release() {
  local format release
  version=${version:-$(dotnet msbuild "$here/src/Appliance" -getProperty:Version)}
  format=$(sed -n 's/.*const int FormatVersion = \([0-9]*\);.*/\1/p' "$here/src/Storage/Sqlite/SqliteFile.cs")
  release=$work/release
  mkdir -p "$release"
  cp -r "$output/hotaru" "$output/libe_sqlite3.so" "$here"/{README.md,CHANGELOG.md,LICENSE,systemd,nginx} "$release/"
  "$here/systemd/pack-release" "$release" "$version" "$rid" "$format" "$key" "$output/hotaru-$version.tar.gz"
  say "$rid: $output/hotaru-$version.tar.gz, signed"
}

# What the option libraries asks for and the feed does not have, with the versions that are asked for.
missing_libraries() {
  grep -oE "NU110[123]: [^.]*(LiteDB|System\.Device\.Gpio|Iot\.Device\.Bindings)" "$work/restore.log" \
    | grep -oE '(LiteDB|System\.Device\.Gpio|Iot\.Device\.Bindings)$' | sort -u | while read -r package; do
      sed -n "s/.*Include=\"\($package\)\" Version=\"\([^\"]*\)\".*/\1 \2/p" "$here/Directory.Packages.props"
    done | paste -sd, - | sed 's/,/, /g'
}

if ! dotnet restore "$here/src/Appliance" -r "$rid" -p:PublishForPi=true ${libraries:+"-p:HotaruLibraries=$libraries"} \
    -v q --nologo > "$work/restore.log" 2>&1; then
  missing=$(missing_libraries) || true
  if [ -n "$missing" ]; then
    say "these packages cannot be restored from this package feed: $missing"
    exit 1
  fi
  if ! grep -qE 'NU110[123].*(Microsoft\.(NETCore|AspNetCore)\.App\.(Runtime|Crossgen2|Host))' "$work/restore.log"; then
    cat "$work/restore.log"
    exit 1
  fi
  # No runtime for this machine on the feed: what can be checked without it is checked. (The trim and AOT settings
  # of the projects would ask for the runtime too.)
  if publish --self-contained false -p:UseAppHost=false -p:IsTrimmable=false -p:IsAotCompatible=false \
      -o "$work/out" > "$work/publish.log" 2>&1 \
      && check_native "$work/out" && check_managed "$work/out"; then
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
say "$rid: $output/hotaru, $(du -cm --apparent-size "$output/hotaru" "$output/libe_sqlite3.so" | tail -n 1 | cut -f1) MB"
[ -z "$key" ] || make_release
