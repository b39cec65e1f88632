# How many sessions a client, and a server, may have at the same time: decided before Java starts,
# for each is a process with a heap of its own. Sourced by `holdfast`; POSIX sh.
#
# A slot is a file that is locked by flock(2) for as long as its descriptor is open; Java inherits
# it, so the slot is free when the process ends, however it ends.

# One that writes, two that read, and one of which nobody knows yet that it is dead.
slots_client=4

# At 200 MiB each this is what a small server bears.
slots_server=64

# Takes a slot of the client and one of the server, as the arguments of `server serve` name them,
# or says that there is none and exits. Where slots cannot be kept, everybody is served.
slots_take() {
    slots_folder=
    slots_owner=
    while [ $# -gt 1 ]; do
        case $1 in
            --slots) slots_folder=$2 ;;
            --client) slots_owner=$2 ;;
        esac
        shift
    done
    case $slots_owner in '' | *[!0-9a-f]*) return 0 ;; esac
    [ -n "$slots_folder" ] && command -v flock >/dev/null || return 0
    umask 077
    [ -d "$slots_folder" ] || mkdir "$slots_folder" 2>/dev/null || return 0
    slots_take_one 8 "$slots_folder/$slots_owner" $slots_client ||
        slots_busy "this client has as many connections as it may have; come again in 30 s"
    slots_take_one 9 "$slots_folder/server" $slots_server ||
        slots_busy "the server has as many connections as it can bear; come again in 30 s"
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

# Says that the server is busy, as the protocol has it (docs/protocol.md: greeting, frame, refused):
# the server's last word, of code 2, with $1 of 24 to 200 ASCII characters, and 30 s.
slots_busy() {
    printf 'HOLDFST1\000\000\000%b' "\\0$(printf %o $((5 + 4 + ${#1} + 3)))"
    printf '\073\000\000\000\000\204\002\170%b%s\366\030\036' "\\0$(printf %o ${#1})" "$1"
    exit 0
}
