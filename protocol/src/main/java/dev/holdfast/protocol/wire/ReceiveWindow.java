package dev.holdfast.protocol.wire;

import java.util.OptionalLong;

/** What the peer was granted and has not used: bounds what waits here to be dealt with. */
final class ReceiveWindow {
    private final int grantSize;
    private long granted;
    private long dealtWith;

    /**
     * @param peer a server is faster than a client that opens and writes what it receives, so that
     *     whatever it may send waits in memory: of the first window half is never granted again
     */
    ReceiveWindow(Limits limits, Peer peer) {
        boolean halved = peer == Peer.SERVER;
        this.grantSize = halved ? limits.grantSize() / 2 : limits.grantSize();
        this.granted = limits.windowSize();
        this.dealtWith = halved ? -(limits.windowSize() / 2) : 0;
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
