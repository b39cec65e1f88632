package dev.holdfast.server.session;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.VaultId;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.server.report.RunReport;
import dev.holdfast.server.rules.Asked;
import java.io.IOException;
import java.util.Optional;

/** Who is served, and where what a session learns of it is kept. */
public interface SessionClient {
    ClientId id();

    ClientName name();

    /** What the key may do that the client came with. */
    Rights rights();

    /** The folder where the client's vault is, or will be; made if it is missing. */
    Volume vaultFolder() throws IOException;

    /** Why it may not do what it asks for, as of now; empty if it may. */
    default Optional<Answer.Refused> refusal(Asked asked) {
        return Optional.empty();
    }

    /** Whether only one of its series may be backed up at a time. */
    default boolean writesOneAtATime() {
        return false;
    }

    /**
     * Notes the machine that the client comes from, if none was noted before.
     *
     * @return whether it is another one than was noted
     */
    boolean noteMachine(Bytes machine) throws IOException;

    /** Notes which vault is the client's. */
    void noteVault(VaultId vault) throws IOException;

    /** Who watches over what it brings. */
    default Steward steward() {
        return Steward.NONE;
    }

    /** Keeps a report, in the place of an earlier one of the same session. */
    void keep(RunReport report, Bytes sealedLog) throws IOException;
}
