package dev.holdfast.protocol.wire;

import dev.holdfast.protocol.message.MessageType.Sender;

/** Who is at the other end. */
enum Peer {
    CLIENT("the client", Sender.CLIENT),
    SERVER("the server", Sender.SERVER);

    private final String words;
    private final Sender sender;

    Peer(String words, Sender sender) {
        this.words = words;
        this.sender = sender;
    }

    boolean maySend(Sender allowed) {
        return allowed == Sender.BOTH || allowed == sender;
    }

    /** For the beginning of a sentence. */
    @Override
    public String toString() {
        return words;
    }
}
