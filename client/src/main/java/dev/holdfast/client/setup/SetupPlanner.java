package dev.holdfast.client.setup;

import dev.holdfast.client.identity.Identity;
import dev.holdfast.model.VaultId;
import dev.holdfast.protocol.invite.Invitation;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.invite.ServerAddress;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides what setup has to do, from what is there and what somebody brought. Pure. */
final class SetupPlanner {
    private final Found found;
    private final Brought brought;

    /**
     * What earlier runs left.
     *
     * @param identity written last, so where it is, all was done
     * @param keys whose vault's there are
     * @param sshKey whether there is one
     * @param invitation that a run was interrupted with
     */
    record Found(
            Optional<Identity> identity,
            Optional<VaultId> keys,
            boolean sshKey,
            Optional<Invitation> invitation) {}

    /**
     * What somebody brought.
     *
     * @param recovered whose vault's recovery code
     * @param codeCanBeTold whether somebody would see a new recovery code
     */
    record Brought(
            Optional<Invitation> invitation, Optional<VaultId> recovered, boolean codeCanBeTold) {}

    /** Where the root secret comes from. */
    enum KeySource {
        FOUND,
        RECOVERED,
        NEW
    }

    /** Whether somebody must be told the recovery code. */
    enum Code {
        TELL,
        KNOWN
    }

    /** Whether the server may know our key, perhaps since a run that did not hear so. */
    enum OwnKey {
        PERHAPS_ENROLLED,
        NOT_ENROLLED
    }

    sealed interface Plan {
        /** Nothing can be done with what was brought. */
        record WrongUsage(String sentence) implements Plan {}

        /**
         * All is there: show that the way is open.
         *
         * @param invitation helps when the server does not know our key any more
         */
        record Check(
                Identity identity,
                ServerAddress server,
                KeySource keys,
                Optional<Invitation> invitation)
                implements Plan {}

        /** Become a client. */
        record Join(Invitation invitation, KeySource keys, Code code, OwnKey ownKey)
                implements Plan {}
    }

    private SetupPlanner(Found found, Brought brought) {
        this.found = found;
        this.brought = brought;
    }

    static Plan plan(Found found, Brought brought) {
        SetupPlanner planner = new SetupPlanner(found, brought);
        return found.identity().isPresent()
                ? planner.again(found.identity().get())
                : planner.first();
    }

    private Plan again(Identity identity) {
        VaultId vault = identity.vault();
        if (brought.recovered().isPresent() && !brought.recovered().get().equals(vault)) {
            return new Plan.WrongUsage(
                    ("this machine is a client with the keys of vault %s, and the recovery"
                                    + " code is of"
                                    + " vault %s")
                            .formatted(vault, brought.recovered().get()));
        }
        boolean keysThere = found.keys().equals(Optional.of(vault));
        if (!keysThere && brought.recovered().isEmpty()) {
            return new Plan.WrongUsage(
                    ("the keys of vault %s are gone: give its recovery code with --recover or"
                                    + " --recover-from FILE")
                            .formatted(vault));
        }
        KeySource keys = keysThere ? KeySource.FOUND : KeySource.RECOVERED;
        Optional<Invitation> invitation = invitation();
        Optional<ServerAddress> server = identity.server().filter(known -> found.sshKey());
        if (server.isPresent() && invitation.stream().allMatch(goesTo(server.get()))) {
            return new Plan.Check(identity, server.get(), keys, invitation);
        }
        if (invitation.isPresent()) {
            return new Plan.Join(invitation.get(), keys, Code.KNOWN, ownKey());
        }
        return new Plan.WrongUsage(
                ("this client's key for ssh is gone: run holdfast server invite %s on the"
                                + " server and"
                                + " give what it prints")
                        .formatted(identity.name()));
    }

    /** A new one comes before the one that a run was interrupted with. */
    private Optional<Invitation> invitation() {
        return brought.invitation().or(found::invitation);
    }

    private static Predicate<Invitation> goesTo(ServerAddress server) {
        return invitation -> invitation.server().equals(server);
    }

    private OwnKey ownKey() {
        return found.sshKey() ? OwnKey.PERHAPS_ENROLLED : OwnKey.NOT_ENROLLED;
    }

    private Plan first() {
        Optional<Invitation> invitation = invitation();
        if (invitation.isEmpty()) {
            return new Plan.WrongUsage(
                    "this machine is no client yet: give an invitation, or USER@HOST of the"
                            + " server");
        }
        KeySource keys = keySource();
        if (keys == KeySource.NEW && invitation.get().rights() == Rights.RESTORE_ONLY) {
            return new Plan.WrongUsage(
                    ("an invitation to restore only is of use with the recovery code of %s: give it"
                                    + " with --recover or --recover-from FILE")
                            .formatted(invitation.get().client()));
        }
        Code code = keys == KeySource.RECOVERED ? Code.KNOWN : Code.TELL;
        if (code == Code.TELL && !brought.codeCanBeTold()) {
            return new Plan.WrongUsage(
                    "nobody would see the recovery code: run setup on a terminal, or name a"
                            + " file for"
                            + " it with --recovery-code-file");
        }
        return new Plan.Join(invitation.get(), keys, code, ownKey());
    }

    /** Until all is done nothing is sealed with keys that were made, so others may replace them. */
    private KeySource keySource() {
        if (brought.recovered().isPresent()) {
            return KeySource.RECOVERED;
        }
        return found.keys().isPresent() ? KeySource.FOUND : KeySource.NEW;
    }
}
