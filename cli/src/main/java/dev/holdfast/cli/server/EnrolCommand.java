package dev.holdfast.cli.server;

import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.protocol.wire.Limits;
import dev.holdfast.server.enrol.Enroller;
import dev.holdfast.server.invite.InvitationId;
import dev.holdfast.server.session.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast server enrol}: what the key of an invitation forces. */
@Command(
        name = "enrol",
        mixinStandardHelpOptions = true,
        description = "Lets a machine become a client: sshd runs it when an invitation is used.")
final class EnrolCommand implements Callable<Integer> {
    @Mixin private ServerOptions server = new ServerOptions();

    @Option(
            names = "--invitation",
            required = true,
            paramLabel = "ID",
            description = "which one is used")
    private String invitation = "";

    /** Read by the launcher, which holds a slot for this process already. */
    @Option(
            names = "--slots",
            paramLabel = "DIR",
            description = "where the launcher counts the sessions of each invitation and of all")
    @Nullable Path slots;

    private final Surroundings around;

    EnrolCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        InvitationId id = id();
        ServerHere here = ServerHere.at(around, server.fileOfForcedCommand());
        ForcedSession forced = ForcedSession.of(around, here, "invitation " + id);
        Limits limits = here.inForce().policy().sessions().limits();
        int status =
                forced.serve(
                        limits,
                        (setting, connection) -> {
                            Enroller enroller = new Enroller(here.files(), around.clock());
                            return Session.of(
                                    setting, enroller.invitee(id, forced.address()), connection);
                        });
        List<String> refusals = forced.refusalsBeside(List.of());
        if (!refusals.isEmpty()) {
            new Telling(here, forced::note).refusals(refusals);
        }
        return status;
    }

    private InvitationId id() throws UsageException {
        try {
            return new InvitationId(invitation);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException("not the id of an invitation", wrong);
        }
    }
}
