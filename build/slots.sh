# How many sessions a client, an invitation, and a server may have at the same time: decided before
# Java starts, for each is a process with a heap of its own. Sourced by `holdfast`; POSIX sh.
#
# A slot is a file that is locked by flock(2) for as long as its descriptor is open; Java inherits
# it, so the slot is free when the process ends, however it ends.

# Unless the server says otherwise (server.slots.Slots, which has the same numbers, writes both of
# them to `limits`): one that writes, two that read, and one of which nobody knows yet that it is
# dead; and at 200 MiB each what a small server bears.
slots_each=4
slots_all=64

# Bytes: each stands for a connection that was sent away.
slots_away_max=65536

# Takes a slot of the client or invitation and one of the server, as the arguments of `server serve`
# and `server enrol` name them, or says that there is none and exits. Where slots cannot be kept,
# everybody is served.
slots_take() {
    slots_folder=
    slots_owner=
    while [ $# -gt 1 ]; do
        case $1 in
            --slots) slots_folder=$2 ;;
            --client | --invitation) slots_owner=$2 ;;
        esac
        shift
    done
    case $slots_owner in '' | *[!0-9a-f]*) return 0 ;; esac
    [ -n "$slots_folder" ] && command -v flock >/dev/null || return 0
    umask 077
    [ -d "$slots_folder" ] || mkdir "$slots_folder" 2>/dev/null || return 0
    slots_limits
    slots_take_one 8 "$slots_folder/$slots_owner" "$slots_each" ||
        slots_busy "$slots_owner" \
            "this client has as many connections as it may have; come again in 30 s"
    slots_take_one 9 "$slots_folder/server" "$slots_all" ||
        slots_busy server "the server has as many connections as it can bear; come again in 30 s"
}

# Reads what the server says, if it is what it should be.
slots_limits() {
    [ -r "$slots_folder/limits" ] || return 0
    read -r slots_said_each slots_said_all <"$slots_folder/limits" || return 0
    case $slots_said_each in [1-9] | [1-9][0-9]) ;; *) return 0 ;; esac
    case $slots_said_all in [1-9] | [1-9][0-9] | [1-9][0-9][0-9] | 1000) ;; *) return 0 ;; esac
    slots_each=$slots_said_each
    slots_all=$slots_said_all
}

# Locks the first free file of those that $2 begins, of which there are $3, as descriptor $1. A
# process that has served takes a moment to end, and whoever comes right after it waits for that.
slots_take_one() {
    for slots_pause in 1 1 1 1 1 ''; do
        slots_next=1
        while [ "$slots_next" -le "$3" ]; do
            # A redirection that fails would end the shell if it were that of `exec`.
            { true; } 2>/dev/null >>"$2.$slots_next" || return 0
            eval "exec $1>>\"\$2.\$slots_next\""
            flock -n "$1" && return 0
            slots_next=$((slots_next + 1))
        done
        [ -z "$slots_pause" ] || sleep "$slots_pause"
    done
    return 1
}

# Notes that whoever $1 stands for was sent away, and says that the server is busy, as the protocol
# has it (docs/protocol.md: greeting, frame, refused): the server's last word, of code 2, with $2 of
# 24 to 200 ASCII characters, and 30 s.
slots_busy() {
    slots_note "$1.away"
    printf 'HOLDFST1\000\000\000%b' "\\0$(printf %o $((5 + 4 + ${#2} + 3)))"
    printf '\073\000\000\000\000\204\002\170%b%s\366\030\036' "\\0$(printf %o ${#2})" "$2"
    exit 0
}

# Adds a byte to the file $1, for maintenance to count.
slots_note() {
    [ "$(wc -c 2>/dev/null <"$slots_folder/$1" || echo 0)" -lt "$slots_away_max" ] || return 0
    { printf .; } 2>/dev/null >>"$slots_folder/$1" || return 0
}
