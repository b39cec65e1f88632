# Starts the program, from a source tree or installed. Sourced; POSIX sh. The command line is in the
# arguments, and beside them are
#   scripts    the folder of this file
#   program    that of the program: lib, libzstd-jni.so and, for speed, holdfast.aot
#   launcher   what keys and timers call, absolute
#   JAVA_HOME  the Java runtime that the program was made for
. "$scripts/jvm.sh"

# Java decodes its arguments by the locale; in C it would lose every name beyond ASCII.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    *[Uu][Tt][Ff]8 | *[Uu][Tt][Ff]-8) ;;
    *) export LC_ALL=C.UTF-8 ;;
esac

# A command that sshd forces gets nothing of the environment but who is at the other end: whoever
# logs in may have sent variables along, as far as sshd accepts them.
heap=$heap_client
clean=
case "${1:-} ${2:-}" in
    'server serve') heap=$heap_server_session clean=yes ;;
    'server enrol') clean=yes ;;
esac
if [ -n "$clean" ]; then
    . "$scripts/slots.sh"
    slots_take "$@"
fi

# shellcheck disable=SC2086 # the flags are words
set -- "$JAVA_HOME/bin/java" $jvm_flags "-Xmx$heap" "-XX:AOTCache=$program/holdfast.aot" \
    "-DZstdNativePath=$program/libzstd-jni.so" "-Dholdfast.launcher=$launcher" \
    -cp "$program/lib/holdfast.jar" dev.holdfast.cli.Main "$@"
ulimit -c 0 # what the JVM does not catch dumps nothing either
if [ -n "$clean" ]; then
    exec env -i "PATH=$PATH" LC_ALL=C.UTF-8 "SSH_CONNECTION=${SSH_CONNECTION:-}" "$@"
fi
exec "$@"
