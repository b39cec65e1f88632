# Where the benchmark runs: a work folder, a user for the server's side, and namespaces of mounts,
# processes and network. What is started or mounted inside ends with them; their loopback carries the
# benchmark's bytes and no others. Sourced by bench/compare.

user=holdfast-bench
inside=

open_sandbox() {
    ! id "$user" >/dev/null 2>&1 ||
        die "there is a user $user: another benchmark runs, or one was killed; if so, run: userdel $user"
    trap close_sandbox EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    work=$(mktemp -d /srv/holdfast-bench.XXXXXX)
    chmod 755 "$work"
    mkdir -p /run/sshd
    useradd --system --password '*' --home-dir "$work/home" --create-home --shell /bin/sh "$user"
}

# In the background, as only `wait` lets a signal through at once.
run_inside_sandbox() {
    HOLDFAST_BENCH=$work unshare --mount --net --pid --fork --kill-child --mount-proc -- "$0" "$@" &
    inside=$!
    wait "$inside"
}

# With its first process all others of a namespace are killed, and gone when that one is.
close_sandbox() {
    [ -z "$inside" ] || pkill -KILL -P "$inside" || true
    wait
    [ -z "${work:-}" ] || rm -rf "$work"
    ! id "$user" >/dev/null 2>&1 || userdel "$user"
}
