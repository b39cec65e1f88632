package dev.holdfast.server.session;

import dev.holdfast.model.SessionId;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a session works with.
 *
 * @param clock the server's
 * @param freshIds random ids
 * @param version of this program, for people
 * @param log gets what happens, in order, by the session's thread
 */
public record SessionSetting(
        InstantSource clock,
        Supplier<SessionId> freshIds,
        String version,
        Consumer<SessionEvent> log) {
    /** The same; what happens is told to somebody else first. */
    SessionSetting alsoTelling(Consumer<SessionEvent> other) {
        return new SessionSetting(clock, freshIds, version, other.andThen(log));
    }
}
