package dev.holdfast.protocol.wire;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Printable;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.MessageType;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Locale;

/** Exceptions as the callers of a connection get them. */
final class Failures {
    private Failures() {}

    /** The same failure for another caller, with a stack trace of its own. */
    static IOException again(IOException first) {
        return switch (first) {
            case PeerGoneException gone -> new PeerGoneException(gone);
            case ProtocolException wrong -> new ProtocolException(wrong);
            case RefusedException refused -> new RefusedException(refused);
            default -> new IOException(first.getMessage(), first);
        };
    }

    static IOException of(Answer.Negative negative) {
        return switch (negative) {
            case Answer.Refused refused -> new RefusedException(refused);
            case Answer.Failed(String sentence) ->
                    new IOException("the server failed: " + Printable.of(sentence));
        };
    }

    static ProtocolException malformed(MessageType type, MalformedException cause) {
        String name = type.name().toLowerCase(Locale.ROOT);
        return new ProtocolException(
                "the peer sent a malformed %s: %s".formatted(name, cause.getMessage()), cause);
    }

    /** The thread's interrupt remains, so that whoever waits next is interrupted too. */
    static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for the peer");
    }
}
