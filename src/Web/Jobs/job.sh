#!/bin/sh
# Runs a command as a job that Hotaru watches:
#
#   sh job.sh NAME -- COMMAND [ARGUMENT...]
#
# The command's output, exit code and signals are its own, whatever the monitor does. Its start, its output every
# 15 seconds and its end are told to the appliance at $HOTARU_URL. What does not arrive is kept and brought by a
# later run. Needs a POSIX shell and curl; without curl the command runs all the same. With HOTARU_OUTPUT=off the
# output goes where it goes and is not shown on the page: for commands whose output is data.

hotaru_url=${HOTARU_URL:-'http://127.0.0.1:9090'}
hotaru_interval=${HOTARU_INTERVAL:-15}
hotaru_patience=5
hotaru_tail=10000

if [ "$#" -lt 3 ] || [ "$2" != -- ]; then
    echo "usage: job.sh NAME -- COMMAND [ARGUMENT...]" >&2
    exit 2
fi
hotaru_job=$1
shift 2

# A job's name as a part of a path.
hotaru_encode() {
    printf %s "$1" | od -An -v -tx1 | tr -d ' \n' | sed 's/../%&/g'
}

# Seconds since 1970, with thousandths where date knows them.
hotaru_now() {
    hotaru_date=$(date +%s.%N 2>/dev/null)
    case $hotaru_date in
        *[!0-9.]* | '' | *.) date +%s ;;
        *) printf %.14s "$hotaru_date" ;;
    esac
}

# hotaru_send PATH FILE: true where the appliance has taken it, or will never take it. Curl runs beside the
# shell, so that a signal ends the waiting for it at once; but not the first time, so that a start which is on its
# way when a short command ends is not told twice.
hotaru_send() {
    hotaru_curl "$1" "$2" >"$hotaru_dir/status.$hotaru_who" 2>/dev/null &
    wait "$!" || return 1
    hotaru_taken
}

hotaru_curl() {
    exec curl -s -o /dev/null -m "$hotaru_patience" -w '%{http_code}' -X POST \
        -H 'Content-Type: text/plain' --data-binary "@$2" "${hotaru_url%/}/$1"
}

hotaru_taken() {
    case $(cat "$hotaru_dir/status.$hotaru_who") in
        2?? | 400 | 413) return 0 ;;
    esac
    return 1
}

# hotaru_keep PATH FILE: for a later run; the oldest of very many go. A full or read-only disk loses it, and the
# job does not notice.
hotaru_keep() {
    mkdir -p "$hotaru_spool" || return
    hotaru_path=$1 hotaru_body=$2
    set -- "$hotaru_spool"/*.ping
    while [ "$#" -ge 1000 ]; do
        rm -f "$1"
        shift
    done
    hotaru_name=$(date +%s)000
    while [ "${#hotaru_name}" -lt 15 ]; do hotaru_name=0$hotaru_name; done
    # The start of a run sorts before its end.
    hotaru_kept=$((hotaru_kept + 1))
    hotaru_name=$hotaru_name-$hotaru_kept-$hotaru_run
    { printf '%s\n' "$hotaru_path" && cat "$hotaru_body"; } >"$hotaru_spool/.$hotaru_name" \
        && mv "$hotaru_spool/.$hotaru_name" "$hotaru_spool/$hotaru_name.ping"
}

# Brings what earlier runs could not; stops at the first that still does not arrive.
hotaru_send_kept() {
    for hotaru_file in "$hotaru_spool"/*.ping; do
        [ -f "$hotaru_file" ] || continue
        IFS= read -r hotaru_path <"$hotaru_file" || continue
        tail -n +2 "$hotaru_file" >"$hotaru_dir/kept" || return
        hotaru_send "$hotaru_path" "$hotaru_dir/kept" || return
        rm -f "$hotaru_file"
    done
}

hotaru_ping() {
    printf 'ping/%s%s?rid=%s&create=1&source=wrapper&beat=%s&at=%s' \
        "$hotaru_name_encoded" "$1" "$hotaru_run" "$hotaru_interval" "$2"
}

# Moves what was printed into the file "told": the tail of it. What is there already could not be told yet.
hotaru_collect() {
    cat "$hotaru_dir/told" "$hotaru_dir/output" 2>/dev/null | tail -c "$hotaru_tail" >"$hotaru_dir/tail"
    : >"$hotaru_dir/output"
    mv "$hotaru_dir/tail" "$hotaru_dir/told"
}

# Waits for the next time to tell something, and keeps the file of a talkative command small.
hotaru_sleep() {
    hotaru_slept=0
    while [ "$hotaru_slept" -lt "$hotaru_interval" ]; do
        sleep 1 &
        wait "$!"
        hotaru_slept=$((hotaru_slept + 1))
        hotaru_size=$(wc -c <"$hotaru_dir/output") && [ "$hotaru_size" -gt 1000000 ] && hotaru_collect
    done
}

hotaru_tell_start() {
    [ -f "$hotaru_dir/started" ] || { hotaru_send "$hotaru_start" /dev/null && : >"$hotaru_dir/started"; }
}

# Beside the command: its start, then every so often what it printed, and that it is alive.
hotaru_report() {
    hotaru_over=''
    trap 'hotaru_over=1' TERM
    trap '' INT HUP QUIT
    hotaru_who=reporter
    hotaru_patience=3
    (hotaru_curl "$hotaru_start" /dev/null) >"$hotaru_dir/status.$hotaru_who" && hotaru_taken \
        && : >"$hotaru_dir/started"
    [ -z "$hotaru_over" ] || exit 0
    trap 'exit 0' TERM
    hotaru_patience=5
    [ ! -f "$hotaru_dir/started" ] || hotaru_send_kept
    while :; do
        hotaru_sleep
        hotaru_tell_start || continue
        hotaru_collect
        hotaru_send "$(hotaru_ping /log "$(hotaru_now)")" "$hotaru_dir/told" && rm -f "$hotaru_dir/told"
    done
}

# Whatever is missing here, the command runs.
command -v curl >/dev/null || exec "$@"
hotaru_dir=$(mktemp -d "${TMPDIR:-/tmp}/hotaru.XXXXXX" 2>/dev/null) || exec "$@"
hotaru_spool=${XDG_STATE_HOME:-${HOME:-/tmp}/.local/state}/hotaru/pings
hotaru_run=$(od -An -N16 -tx1 /dev/urandom 2>/dev/null | tr -d ' \n')
hotaru_run=${hotaru_run:-$(date +%s)$$}
hotaru_name_encoded=$(hotaru_encode "$hotaru_job")
hotaru_start=$(hotaru_ping /start "$(hotaru_now)")
hotaru_kept=0
hotaru_who=main
: >"$hotaru_dir/output"

# A shell lets what it runs in the background ignore INT and QUIT. GNU env puts that right; where there is none,
# the command gets TERM for them.
hotaru_int=INT hotaru_quit=QUIT hotaru_env='env --default-signal=INT,QUIT'
$hotaru_env true 2>/dev/null || hotaru_int=TERM hotaru_quit=TERM hotaru_env=''

exec 3<&0
hotaru_tees=''
if [ "${HOTARU_OUTPUT:-on}" = off ] || ! mkfifo "$hotaru_dir/out" "$hotaru_dir/err" 2>/dev/null; then
    $hotaru_env "$@" <&3 3<&- &
    hotaru_child=$!
else
    # The readers see no signal that is meant for the command: they end when it has said all.
    (trap '' INT HUP QUIT TERM; exec tee -a "$hotaru_dir/output" <"$hotaru_dir/out" 2>/dev/null 3<&-) &
    hotaru_tees=$!
    (trap '' INT HUP QUIT TERM; exec tee -a "$hotaru_dir/output" <"$hotaru_dir/err" >&2 2>/dev/null 3<&-) &
    hotaru_tees="$hotaru_tees $!"
    $hotaru_env "$@" <&3 3<&- >"$hotaru_dir/out" 2>"$hotaru_dir/err" &
    hotaru_child=$!
fi

hotaru_signalled=''
hotaru_pass() {
    hotaru_signalled=1
    [ -z "$1" ] || kill -"$1" "$hotaru_child" 2>/dev/null
}
# At a terminal INT and QUIT come to the command by themselves, as to everything in the foreground.
[ -t 0 ] && [ -n "$hotaru_env" ] && hotaru_int='' hotaru_quit=''
trap 'hotaru_pass HUP' HUP
trap 'hotaru_pass TERM' TERM
trap 'hotaru_pass "$hotaru_int"' INT
trap 'hotaru_pass "$hotaru_quit"' QUIT

hotaru_report </dev/null >/dev/null 2>&1 3<&- &
hotaru_reporter=$!

# What a shell says of a command that was killed is not the command's output.
{ wait "$hotaru_child"; } 2>/dev/null
hotaru_code=$?
# A signal ends the waiting, not the command: wait on.
while [ -n "$hotaru_signalled" ]; do
    hotaru_signalled=''
    { wait "$hotaru_child"; } 2>/dev/null
    hotaru_again=$?
    [ "$hotaru_again" -eq 127 ] || hotaru_code=$hotaru_again
done
trap '' HUP TERM INT QUIT
hotaru_end=$(hotaru_now)

# All that it printed has passed when the readers end. Something that it left behind may hold them: they then go
# on by themselves.
hotaru_late=''
trap 'hotaru_late=1' ALRM
(sleep 2; kill -ALRM "$$") </dev/null >/dev/null 2>&1 &
hotaru_timer=$!
for hotaru_tee in $hotaru_tees; do
    [ -n "$hotaru_late" ] || wait "$hotaru_tee"
done

{
    kill "$hotaru_timer"
    kill -TERM "$hotaru_reporter"
    wait "$hotaru_reporter"
    hotaru_collect
    hotaru_done=$(hotaru_ping "/$hotaru_code" "$hotaru_end")
    hotaru_patience=2
    if hotaru_tell_start; then
        hotaru_patience=3
        hotaru_send "$hotaru_done" "$hotaru_dir/told" || hotaru_keep "$hotaru_done" "$hotaru_dir/told"
    else
        hotaru_keep "$hotaru_start" /dev/null
        hotaru_keep "$hotaru_done" "$hotaru_dir/told"
    fi
    rm -rf "$hotaru_dir"
} </dev/null >/dev/null 2>&1
exit "$hotaru_code"
