# How a new program takes the place of an old one that may be running. Sourced by build/program and
# by the package's `publish`; POSIX sh.
#
# Every program is a folder of its own, never changed once it is in use, and `current` is a link to
# one of them: a running program keeps its files, and no start sees half of one.
. "$scripts/jvm.sh"

# Goes through the usual commands once with the program in $1, so that the JVM can store the classes
# that they load. Without the cache the program runs all the same, and only starts more slowly.
# No machine code in it: on a lesser processor, to which a machine is restored or moved, the JVM would
# run it all the same and die of SIGILL.
#
# A server serves on its standard streams: whoever the client takes for ssh leads there.
rehearse() {
    mkdir -m 700 "$1/rehearsal"
    mkfifo "$1/rehearsal/requests" "$1/rehearsal/answers"
    cat >"$1/rehearsal/ssh" <<'SSH'
#!/bin/sh
cd "${0%/*}" && { cat <answers & exec cat >requests; }
SSH
    chmod +x "$1/rehearsal/ssh"
    # Open for both, so that no end waits for the other one.
    # shellcheck disable=SC2086 # the flags are words
    PATH="$1/rehearsal:$PATH" "$JAVA_HOME/bin/java" $jvm_flags "-Xmx$heap_client" "-XX:AOTCacheOutput=$1/holdfast.aot" \
        -XX:+UnlockDiagnosticVMOptions -XX:-AOTAdapterCaching -XX:-AOTStubCaching \
        "-DZstdNativePath=$1/libzstd-jni.so" -cp "$1/lib/holdfast.jar" \
        dev.holdfast.cli.Rehearsal "$1/rehearsal" \
        <>"$1/rehearsal/requests" 1<>"$1/rehearsal/answers" || rm -f "$1/holdfast.aot"
    chmod -f 644 "$1/holdfast.aot" || true # a session makes files that are its own alone
    rm -rf "$1/rehearsal"
}

# Makes the program in folder $2 of $1 the current one. Of the others stay the last, which may be
# about to start, and those that run: these have their files mapped.
publish() {
    publish_last=$(readlink "$1/current" || echo none)
    rm -f "$1/next"
    ln -s "$2" "$1/next"
    mv -T "$1/next" "$1/current"
    for publish_old in "$1"/*/; do
        publish_old=${publish_old%/}
        case ${publish_old##*/} in "$2" | "$publish_last" | current) continue ;; esac
        grep -qsF " $publish_old/" /proc/[0-9]*/maps || rm -rf "$publish_old"
    done
}
