package dev.holdfast.protocol.message;

/** Keeps a connection going; answers nothing, needs no credit. */
public sealed interface Control extends Message {
    /**
     * The sender has dealt with as many bytes of frames and may be sent as many more.
     *
     * @param bytes 1 to {@link #BYTES_MAX}
     */
    record Credit(long bytes) implements Control {
        /** Far above any window, far below what could overflow a sum. */
        public static final long BYTES_MAX = 1L << 30;

        public Credit {
            Require.that(bytes >= 1 && bytes <= BYTES_MAX, "credit of " + bytes);
        }
    }

    /** The sender is there and has nothing to say. */
    record Alive() implements Control {}

    /**
     * The server works on what it was asked, and that takes long.
     *
     * @param what shown to people, escaped
     */
    record Working(String what) implements Control {
        public Working {
            Require.sentence(what);
        }
    }
}
