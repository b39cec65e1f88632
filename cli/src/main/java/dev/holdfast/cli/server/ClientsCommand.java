package dev.holdfast.cli.server;

import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.JsonLine;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.VaultId;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.client.Registry;
import dev.holdfast.server.enrol.ServerFiles;
import dev.holdfast.server.invite.PendingInvitation;
import dev.holdfast.server.life.ClientLife;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code holdfast server clients}. */
@Command(
        name = "clients",
        mixinStandardHelpOptions = true,
        description = "Lists the clients of this server, and the invitations that are open.")
final class ClientsCommand implements Callable<Integer> {
    private static final String FORM = "%-24s  %-8s  %-19s  %-12s  %-32s  %s%n";

    @Spec private CommandSpec spec;

    @Mixin private ServerOptions server = new ServerOptions();

    @Option(names = "--json", description = "prints one JSON object for each client")
    private boolean json;

    private final Surroundings around;

    ClientsCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        return ServerHere.at(around, server.file(around)).asItsUser(spec, this::list);
    }

    private int list(ServerHere here) throws IOException {
        ServerFiles files = here.files();
        Registry.Listing listing = files.registry().list();
        if (json) {
            listing.clients().forEach(this::printJson);
        } else {
            print(listing);
            listing.clients().forEach(this::sayRetired);
            files.invitations().list().stream().filter(this::isOpen).forEach(this::sayInvited);
        }
        listing.damaged().forEach(around.console()::say);
        return (listing.damaged().isEmpty() ? ExitCode.DONE : ExitCode.GAPS).status();
    }

    private void print(Registry.Listing listing) {
        if (listing.clients().isEmpty()) {
            around.console().say("there is no client yet (see holdfast server invite)");
            return;
        }
        around.console()
                .out()
                .printf(FORM, "CLIENT", "STATE", "SINCE", "RESCUE KEYS", "ID", "VAULT");
        for (Client client : listing.clients()) {
            around.console()
                    .out()
                    .printf(
                            FORM,
                            client.name(),
                            ClientLife.state(client),
                            Shown.time(Timestamp.of(client.created())),
                            rescueKeys(client),
                            client.id(),
                            client.vault().map(VaultId::toString).orElse("no backup yet"));
        }
    }

    private static long rescueKeys(Client client) {
        return client.keys().stream().filter(key -> key.rights() == Rights.RESTORE_ONLY).count();
    }

    private void printJson(Client client) {
        around.console()
                .out()
                .println(
                        JsonLine.of(fields -> {
                            fields.writeStringField("client", client.name().value());
                            fields.writeStringField("id", client.id().toString());
                            fields.writeStringField("since", client.created().toString());
                            fields.writeStringField("state", ClientLife.state(client));
                            if (client.standing().retired().isPresent()) {
                                fields.writeStringField(
                                        "keptUntil",
                                        client.standing().retired().get().keptUntil().toString());
                            }
                            fields.writeNumberField("rescueKeys", rescueKeys(client));
                            if (client.vault().isPresent()) {
                                fields.writeStringField("vault", client.vault().get().toString());
                            }
                        }));
    }

    private void sayRetired(Client client) {
        client.standing()
                .retired()
                .ifPresent(retired ->
                        around.console()
                                .say(
                                        "retired: %s, kept until %s"
                                                .formatted(
                                                        client.name(),
                                                        Shown.time(
                                                                Timestamp.of(
                                                                        retired.keptUntil())))));
    }

    private boolean isOpen(PendingInvitation invitation) {
        return invitation.use().isEmpty()
                && around.clock().instant().isBefore(invitation.expires());
    }

    private void sayInvited(PendingInvitation invitation) {
        around.console()
                .say(
                        "invited: %s%s, until %s"
                                .formatted(
                                        invitation.guest().name(),
                                        invitation.guest().rights() == Rights.RESTORE_ONLY
                                                ? " (to restore only)"
                                                : "",
                                        Shown.time(Timestamp.of(invitation.expires()))));
    }
}
