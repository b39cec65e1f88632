# How the JVM is started, by whom ever. Sourced; POSIX sh.

# Largest Java heap. A process takes about 100 MiB more: code, threads, buffers outside the heap.
heap_client=96m
heap_server_session=72m

# Why these flags and no others, with figures: docs/decisions/0002-start-up.md.
# -Xlog:disable: the JVM would report a cache that does not fit on stdout, where results go.
# -XX:-UsePerfData: no file in /tmp for every process. No core dumps and no reports of a crash: they
# would hold keys.
jvm_flags='-XX:+UseSerialGC -XX:TrimNativeHeapInterval=2000 -XX:-UsePerfData
    -XX:MaxInlineLevel=6 -XX:FreqInlineSize=100 -XX:InlineSmallCode=1000
    -XX:-CreateCoredumpOnCrash -XX:ErrorFile=/dev/null
    -Xlog:disable --enable-native-access=ALL-UNNAMED'
