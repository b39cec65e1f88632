# The server's side. Each timed run has an sshd of its own, the first process of a namespace: GNU time
# tells of it and of all that it started, even of what a connection left behind. Sourced by bench/compare.

home=${HOLDFAST_BENCH:-}/home
port=2222
server=

# Afterwards `ssh -F $ssh_config server` logs in.
prepare_server() {
    ssh_config=$work/ssh_config
    ip link set lo up
    mkdir "$work/etc"
    ssh-keygen -q -t ed25519 -N '' -f "$work/etc/ssh_host_ed25519_key"
    ssh-keygen -q -t ed25519 -N '' -f "$work/login"
    echo "[127.0.0.1]:$port $(cut -d' ' -f1,2 "$work/etc/ssh_host_ed25519_key.pub")" >"$work/known_hosts"
    cat >"$work/sshd_config" <<CONFIG
Port $port
ListenAddress 127.0.0.1
HostKey $work/etc/ssh_host_ed25519_key
PidFile none
UsePAM no
PasswordAuthentication no
CONFIG
    cat >"$ssh_config" <<CONFIG
Host server
HostName 127.0.0.1
Port $port
User $user
IdentityFile $work/login
IdentitiesOnly yes
UserKnownHostsFile $work/known_hosts
CONFIG
}

as_server() { runuser -u "$user" -- env "HOME=$home" "$@"; }

let_client_log_in() {
    install -d -m 700 -o "$user" "$home/.ssh"
    install -m 600 -o "$user" "$work/login.pub" "$home/.ssh/authorized_keys"
}

start_server() {
    /usr/bin/time -q -f '%e %U %S %M' -o "$work/server.time" \
        unshare --pid --fork --kill-child --mount-proc \
        /usr/sbin/sshd -D -f "$work/sshd_config" -E "$work/sshd.log" &
    server=$!
    until [ -n "$(ss -Hltn "sport = :$port")" ]; do
        kill -0 "$server" 2>/dev/null || die "sshd does not start: $(cat "$work/sshd.log")"
        sleep 0.01
    done
}

# First lets what a client's command started come to its end.
stop_server() {
    local limit=$((SECONDS + 600))
    while pgrep -u "$user" >/dev/null; do
        [ "$SECONDS" -lt "$limit" ] || die "still runs: $(pgrep -u "$user" -a)"
        sleep 0.05
    done
    pkill -TERM -P "$(pgrep -P "$server")"
    wait "$server"
}
