package dev.holdfast.server.session;

import dev.holdfast.model.Kind;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.server.rules.Asked;
import java.util.Optional;

/**
 * What a session may read. A backup compares with what is there, so whoever may back up may read
 * names while it does, and a few contents; for all others reading contents is to restore.
 */
final class Permits {
    /** A run reads eight back, by chance; it may have to begin again. */
    private static final int CHUNKS_OF_A_BACKUP = 64;

    private final SessionClient client;
    private int chunksLeft = CHUNKS_OF_A_BACKUP;

    Permits(SessionClient client) {
        this.client = client;
    }

    /** Why it may not see what there is. */
    Optional<Answer.Refused> list(boolean backingUp) {
        Optional<Answer.Refused> refused = client.refusal(Asked.LIST);
        boolean may = backingUp || refused.isEmpty() || client.refusal(Asked.RESTORE).isEmpty();
        return may ? Optional.empty() : refused;
    }

    Fetching fetch(boolean backingUp) {
        return new Fetching(client.refusal(Asked.RESTORE), backingUp);
    }

    /** For the objects of one fetch. */
    final class Fetching {
        private final Optional<Answer.Refused> noContents;
        private final boolean backingUp;
        private boolean asked;

        private Fetching(Optional<Answer.Refused> noContents, boolean backingUp) {
            this.noContents = noContents;
            this.backingUp = backingUp;
        }

        boolean admits(SealedRecord record) {
            if (noContents.isEmpty() || record.kind() != Kind.CHUNK) {
                return true;
            }
            if (backingUp && chunksLeft > 0) {
                chunksLeft--;
                return true;
            }
            asked = true;
            return false;
        }

        /** Why not all that was there was admitted. */
        Optional<Answer.Refused> refused() {
            return noContents.filter(_ -> asked);
        }
    }
}
