# One timed run, and what is noted of it. Sourced by bench/compare.

restored=${HOLDFAST_BENCH:-}/restored

# timed COMMAND…: a client's command. A run may consist of several.
timed() { timed_but_for '$.' "$@"; }

# timed_but_for PATTERN COMMAND…: it may fail, if all lines that it prints match the pattern.
timed_but_for() {
    local pattern=$1
    shift
    /usr/bin/time -q -a -f '%e %U %S %M' -o "$work/client.time" "$@" >"$work/output" 2>&1 || {
        if grep -vE "$pattern" "$work/output" >&2 || ! [ -s "$work/output" ]; then
            die "failed: $*"
        fi
    }
}

# All bytes that came over loopback, in both directions, with their TCP and IP headers. The kernel counts
# them anyway; segments are up to 64 KiB long, so headers and acknowledgements are a few in a thousand.
wire_bytes() { awk '$1 == "lo:" { print $2 }' /proc/net/dev; }

level_page_cache() {
    sync
    if [ "$cache" = warm ]; then
        find "$tree" -type f -exec cat {} + >/dev/null
    else
        echo 3 >/proc/sys/vm/drop_caches
    fi
}

# measure STEP PROGRAM OPERATION
measure() {
    local step=$1 program=$2 operation=$3 before wire repository=-
    rm -f "$work/client.time"
    level_page_cache
    before=$(wire_bytes)
    start_server
    "${program}_$operation"
    stop_server
    wire=$(($(wire_bytes) - before))
    if [ "$operation" = backup ]; then
        repository=$(du -sk "$home/$(repository_of "$program")" | cut -f1)
    fi
    note_figures "$step" "$program" "$wire" "$repository"
}

# Each into an empty file system in memory.
measure_restore() {
    local step=$1 program=$2
    mkdir -p "$restored"
    mount -t tmpfs -o size=100%,nr_inodes=0 tmpfs "$restored"
    mkdir -p "$restored$tree"
    measure "$step" "$program" restore
    verify_restored "$program"
    umount "$restored"
}

# Whatever rsync would change is a difference, unless the program is known not to save it.
verify_restored() {
    local program=$1
    rsync -aHAX --numeric-ids --checksum --delete -n -i "$tree/" "$restored$tree/" \
        >"$work/differences"
    if grep -vE "$(not_saved_by "$program")" "$work/differences" >"$work/unexpected"; then
        head -n 20 "$work/unexpected" >&2
        die "what $program restored differs in $(wc -l <"$work/unexpected") places"
    fi
}

# everyone STEP backup|restore: in turn.
everyone() {
    local step=$1 operation=$2 program
    for program in "${programs[@]}"; do
        case $operation in
            backup) measure "$step" "$program" backup ;;
            restore) measure_restore "$step" "$program" ;;
        esac
    done
}

# each_round FUNCTION: begins with empty repositories and another program.
each_round() {
    for ((round = 1; round <= rounds; round++)); do
        echo "load $load, round $round of $rounds" >&2
        empty_repositories
        "$1"
        programs=("${programs[@]:1}" "${programs[0]}")
    done
}
