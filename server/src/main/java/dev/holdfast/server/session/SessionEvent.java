package dev.holdfast.server.session;

import dev.holdfast.model.Printable;
import dev.holdfast.model.snapshot.Snapshot;

/** What is worth a line in the server's log. */
public sealed interface SessionEvent {
    /** The client was greeted. */
    record Began(String version) implements SessionEvent {}

    record Committed(Snapshot snapshot) implements SessionEvent {}

    /** What the client was told instead of what it asked for. */
    record Refused(String sentence) implements SessionEvent {}

    /** What the world did not let us do, as the client was told. */
    record Failed(String sentence) implements SessionEvent {}

    /**
     * @param newBytes that the session added to the vault's disc
     * @param reason why before its time; empty if the client was done
     */
    record Ended(long newBytes, String reason) implements SessionEvent {}

    /** One line, safe to print. */
    default String line() {
        return switch (this) {
            case Began(var version) -> "session began, version " + Printable.of(version);
            case Committed(var snapshot) ->
                    "snapshot %d of series %s: %d new bytes, %d unread"
                            .formatted(
                                    snapshot.sequence(),
                                    snapshot.origin().series(),
                                    snapshot.figures().newBytes(),
                                    snapshot.figures().unread());
            case Refused(var sentence) -> "refused: " + Printable.of(sentence);
            case Failed(var sentence) -> "failed: " + Printable.of(sentence);
            case Ended(var newBytes, var reason) ->
                    "session ended, %d new bytes%s"
                            .formatted(
                                    newBytes, reason.isEmpty() ? "" : ": " + Printable.of(reason));
        };
    }
}
