# The programs that are compared. Each has
#   P_init     makes an empty repository
#   P_backup   saves $tree
#   P_restore  restores the newest backup to $restored, an empty folder, where it becomes $restored$tree
#   P_version
# and its places in repository_of and not_saved_by. Holdfast, restic and borg encrypt, bup and rsync do not;
# rsync keeps nothing but the newest state, and compresses at most what it sends. Sourced by bench/compare.

all_programs="holdfast rsync rsync_z restic borg bup"

# Its folder in the home of the server's user.
repository_of() {
    case $1 in
        holdfast) echo server/vaults ;;
        *) echo "$1" ;;
    esac
}

# A pattern for the lines of `rsync -i` on what the program is known not to save: sockets, attributes of
# symbolic links, several names of what is no file, and, of rsync itself, some ACLs of directories.
not_saved_by() {
    case $1 in
        rsync*) echo '^\.d\.{7}a\. ' ;;
        restic) echo '^(cS|\.L\.{8}x|h[LSD])' ;;
        borg) echo '^(cS|hL)' ;;
        *) echo '$.' ;;
    esac
}

choose_programs() {
    local program chosen=${1//,/ }
    programs=()
    for program in ${chosen:-$all_programs}; do
        case " $all_programs " in *" $program "*) ;; *) die "unknown program: $program" ;; esac
        if [ "$program" = holdfast ] || command -v "${program%_z}" >/dev/null; then
            programs+=("$program")
        elif [ -n "$chosen" ]; then
            die "$program is not installed"
        else
            echo "bench/compare: $program is not installed and left out" >&2
        fi
    done
    columns=("${programs[@]}")
}

prepare_programs() {
    local ssh="ssh -F $ssh_config"
    export HOLDFAST_STATE=$work/client/holdfast/state HOLDFAST_CACHE=$work/client/holdfast/cache \
        HOLDFAST_CONFIG=$work/client/holdfast/config
    export RESTIC_PASSWORD=bench RESTIC_CACHE_DIR=$work/client/restic
    export BORG_RSH=$ssh BORG_REPO=server:borg BORG_PASSPHRASE=bench BORG_BASE_DIR=$work/client/borg
    export BUP_DIR=$work/client/bup
    rsync=(rsync -aHAX --numeric-ids --delete -M--fake-super -e "$ssh")
    restic=(restic -q -o "rclone.program=$ssh server rclone" -r "rclone:$home/restic")
    # It can be told of a port, but of no key and no file with host keys.
    mkdir "$work/bin"
    printf '#!/bin/sh\nexec /usr/bin/ssh -F %s "$@"\n' "$ssh_config" >"$work/bin/ssh"
    chmod +x "$work/bin/ssh"
    bup=(env "PATH=$work/bin:$PATH" bup)
}

# Of all programs; what was there is forgotten, on both sides.
empty_repositories() {
    local program
    rm -rf "$work/client" "$home"
    install -d -o "$user" "$home"
    let_client_log_in
    for program in "${programs[@]}"; do
        mkdir -p "$work/client/$program"
        start_server
        "${program}_init" >"$work/output" 2>&1 || {
            cat "$work/output" >&2
            die "$program makes no repository"
        }
        stop_server
    done
}

holdfast_init() {
    as_server "$holdfast" server setup --user --root "$home/server" \
        --config "$home/server.toml" --address 127.0.0.1 --port "$port" &&
        as_server "$holdfast" server invite bench --config "$home/server.toml" \
            --host-keys "$work/etc" >"$work/invitation" &&
        "$holdfast" setup --no-timer --invitation-file "$work/invitation" \
            --recovery-code-file "$work/client/code" &&
        as_server "$holdfast" server allow bench 1T --config "$home/server.toml" # more backups in an hour
}
holdfast_backup() { timed "$holdfast" backup -q "$tree"; }
holdfast_restore() { timed "$holdfast" restore --all --to "$restored"; }
holdfast_version() { "$holdfast" --version; }

rsync_init() { :; }
rsync_backup() { timed "${rsync[@]}" "$tree/" server:rsync/; }
rsync_restore() { timed "${rsync[@]}" server:rsync/ "$restored$tree/"; }
rsync_version() { rsync --version | sed -n '1s/  *version \([^ ]*\).*/ \1/p'; }

rsync_z_init() { :; }
rsync_z_backup() { timed "${rsync[@]}" -z "$tree/" server:rsync_z/; }
rsync_z_restore() { timed "${rsync[@]}" -z server:rsync_z/ "$restored$tree/"; }
rsync_z_version() { echo "rsync -z"; }

restic_init() { "${restic[@]}" init; }
restic_backup() { timed "${restic[@]}" backup "$tree"; }
restic_restore() { timed "${restic[@]}" restore latest --target "$restored"; }
restic_version() { echo "$(restic version | cut -d' ' -f1,2), $(rclone version | sed -n 1p)"; }

borg_init() { borg init --encryption repokey; }
borg_backup() {
    borg_archive=$(date +%s.%N)
    timed borg create --compression zstd,3 "::$borg_archive" "$tree"
}
borg_restore() { timed env -C "$restored" borg extract --numeric-ids "::$borg_archive"; }
borg_version() { borg --version; }

bup_init() { "${bup[@]}" init -r server:bup; }
bup_backup() {
    timed "${bup[@]}" index "$tree"
    timed "${bup[@]}" save -q -r server:bup -n bench "$tree"
}
# In memory no file can have the attribute of ext4 that says how its blocks are found.
bup_restore() {
    timed_but_for '^Linux chattr: |^warning: [0-9]+ errors' \
        "${bup[@]}" restore -q -r server:bup --numeric-ids -C "$restored$tree" "/bench/latest$tree/."
}
bup_version() { echo "bup $(bup version)"; }
