package dev.holdfast.protocol.invite;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Timestamp;
import dev.holdfast.protocol.ssh.Ed25519Key;
import java.io.IOException;

/**
 * Lets a machine become a client: where the server is, how to know it, and a key that works once.
 * Secret until it is used. Passes as one line ({@link #line}, {@link #parse}).
 *
 * @param client the name that the machine will have
 * @param rights that it will have
 * @param server where to go
 * @param seed of the one-use key, {@link Ed25519Key#SEED_SIZE} bytes
 * @param expiry on the server's clock
 */
public record Invitation(
        ClientName client, Rights rights, ServerAddress server, Bytes seed, Timestamp expiry) {
    /** What a client may do. */
    public enum Rights {
        /** Back up and restore. */
        FULL(1),
        /** Restore only: for a rescue. */
        RESTORE_ONLY(2);

        private final int code;

        Rights(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Rights of(int code) throws MalformedException {
            return switch (code) {
                case 1 -> FULL;
                case 2 -> RESTORE_ONLY;
                default -> throw new MalformedException("unknown rights " + code);
            };
        }
    }

    public Invitation {
        if (seed.length() != Ed25519Key.SEED_SIZE) {
            throw new IllegalArgumentException("seed of %d bytes".formatted(seed.length()));
        }
    }

    /** The key that works once. */
    public Ed25519Key key() {
        return Ed25519Key.fromSeed(seed.toArray());
    }

    /** One printable line without spaces: letters, digits, {@code . - _}. Secret. */
    public String line() {
        return InvitationFormat.write(this);
    }

    /**
     * Reads a line; white space anywhere in it (a terminal's line breaks) does not matter.
     *
     * @throws dev.holdfast.model.feature.TooNewException if it is of a later form
     * @throws MalformedException if it is no invitation, was cut short, or mistyped
     */
    public static Invitation parse(String line) throws IOException {
        return InvitationFormat.read(line);
    }

    /** Without the seed. */
    @Override
    public String toString() {
        return "Invitation[client=%s, rights=%s, server=%s, expiry=%s]"
                .formatted(client, rights, server, expiry);
    }
}
