package dev.holdfast.server.enrol;

import dev.holdfast.model.ClientName;
import dev.holdfast.protocol.invite.Invitation.Rights;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Whom to invite.
 *
 * @param valid how long the invitation can be used; at most {@link #VALID_MAX}
 * @param expected bytes that a new client's first backup will bring; absent: its share of the
 *     volume is set aside for it
 */
public record InviteRequest(ClientName name, Rights rights, Duration valid, OptionalLong expected) {
    public static final Duration VALID_DEFAULT = Duration.ofDays(7);

    /** Whoever finds a forgotten invitation can use it. */
    public static final Duration VALID_MAX = Duration.ofDays(365);

    public InviteRequest {
        if (valid.isNegative() || valid.isZero() || valid.compareTo(VALID_MAX) > 0) {
            throw new IllegalArgumentException(
                    "an invitation is valid for up to %d days".formatted(VALID_MAX.toDays()));
        }
        if (expected.isPresent() && expected.getAsLong() <= 0) {
            throw new IllegalArgumentException("what is expected must be above 0");
        }
    }

    /** Of which nobody knows how much it will bring. */
    public InviteRequest(ClientName name, Rights rights, Duration valid) {
        this(name, rights, valid, OptionalLong.empty());
    }
}
