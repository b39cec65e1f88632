package dev.holdfast.protocol.wire;

import java.util.OptionalLong;

/** What the peer was granted and has not used: bounds what waits here to be dealt with. */
final class ReceiveWindow {
    private final int grantSize;
    private long granted;
    private long dealtWith;

    ReceiveWindow(Limits limits) {
        this.grantSize = limits.grantSize();
        this.granted = limits.windowSize();
    }

    /** Whether the peer may send so many bytes; if so, they are used. */
    synchronized boolean use(int size) {
        if (size > granted) {
            return false;
        }
        granted -= size;
        return true;
    }

    /** Takes note of bytes dealt with; gives what is to be granted now, if it is worth a frame. */
    synchronized OptionalLong dealtWith(int size) {
        dealtWith += size;
        if (dealtWith < grantSize) {
            return OptionalLong.empty();
        }
        long grant = dealtWith;
        granted += grant;
        dealtWith = 0;
        return OptionalLong.of(grant);
    }
}
