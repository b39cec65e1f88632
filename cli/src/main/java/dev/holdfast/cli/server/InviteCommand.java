package dev.holdfast.cli.server;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.holdfast.cli.console.Console;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.JsonLine;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.client.ssh.ServerText;
import dev.holdfast.model.ClientName;
import dev.holdfast.protocol.invite.Invitation;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.server.config.Quantity;
import dev.holdfast.server.enrol.InviteRequest;
import dev.holdfast.server.enrol.Invited;
import dev.holdfast.server.enrol.Inviter;
import dev.holdfast.server.invite.HostAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast server invite}. */
@Command(
        name = "invite",
        mixinStandardHelpOptions = true,
        description = {
            "Prints an invitation for each name, with which one machine can become a client, once.",
            "It is a secret until it is used."
        })
final class InviteCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private ServerOptions server = new ServerOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "NAME",
            description = "what the clients will be called here")
    private List<String> names = List.of();

    @Option(
            names = "--restore-only",
            description = "for another machine of this client, which can read its backups only")
    private boolean restoreOnly;

    @Option(
            names = "--expect",
            paramLabel = "SIZE",
            description =
                    "what the first backup of a new client will bring, such as 200G"
                            + " (usually as much as its share of the disc may come)")
    private @Nullable String expect;

    @Option(
            names = "--address",
            paramLabel = "HOST",
            description = "where the machine finds this server (usually as server.toml says)")
    private @Nullable String address;

    @Option(
            names = "--port",
            paramLabel = "NUMBER",
            description = "the port there (usually as server.toml says)")
    private @Nullable Integer port;

    @Option(
            names = "--days",
            paramLabel = "NUMBER",
            defaultValue = "7",
            description = "how long it can be used (default: ${DEFAULT-VALUE})")
    private int days;

    @Option(
            names = "--host-keys",
            paramLabel = "DIR",
            description = "the folder with sshd's keys, ssh_host_*_key.pub (usually /etc/ssh)")
    private Path hostKeys = HostAddress.HOST_KEYS;

    @Option(
            names = "--withdraw",
            description = "takes back every invitation for this name that nobody has used")
    private boolean withdraw;

    @Option(names = "--json", description = "prints a JSON object instead")
    private boolean json;

    private final Surroundings around;

    InviteCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        if (new HashSet<>(names).size() < names.size()) {
            throw new UsageException("each name can be invited once at a time");
        }
        List<InviteRequest> requests = new ArrayList<>();
        for (String name : names) {
            requests.add(request(name));
        }
        return ServerHere.at(around, server.file(around))
                .asItsUser(
                        spec, here -> withdraw ? withdraw(here, requests) : invite(here, requests));
    }

    private InviteRequest request(String name) throws UsageException {
        try {
            return new InviteRequest(
                    new ClientName(name),
                    restoreOnly ? Rights.RESTORE_ONLY : Rights.FULL,
                    Duration.ofDays(days),
                    expect == null
                            ? OptionalLong.empty()
                            : OptionalLong.of(Quantity.bytes(expect)));
        } catch (IllegalArgumentException impossible) {
            throw new UsageException(String.valueOf(impossible.getMessage()), impossible);
        }
    }

    private int withdraw(ServerHere here, List<InviteRequest> requests) throws IOException {
        for (InviteRequest request : requests) {
            int withdrawn = inviter(here).withdraw(request.name());
            around.console()
                    .out()
                    .println(
                            withdrawn == 0
                                    ? "there is no open invitation for " + request.name()
                                    : "withdrawn: %d for %s".formatted(withdrawn, request.name()));
        }
        return ExitCode.DONE.status();
    }

    private Inviter inviter(ServerHere here) throws IOException {
        return new Inviter(here.files(), around.clock(), around.random());
    }

    /** All or none. */
    private int invite(ServerHere here, List<InviteRequest> requests) throws IOException {
        int refused = 0;
        for (Invited invited : inviter(here).invite(requests, address(here))) {
            switch (invited) {
                case Invited.Made made -> tell(made);
                case Invited.Refused(String sentence) -> {
                    around.console().say("holdfast: " + sentence);
                    refused++;
                }
            }
        }
        if (refused > 0 && requests.size() > 1) {
            around.console().say("nobody was invited");
        }
        return (refused > 0 ? ExitCode.FAILED : ExitCode.DONE).status();
    }

    private ServerAddress address(ServerHere here) throws IOException {
        ServerAddress usual = HostAddress.find(here.config(), hostKeys);
        try {
            return new ServerAddress(
                    address == null ? usual.host() : address,
                    port == null ? usual.port() : port,
                    usual.user(),
                    usual.hostKeys());
        } catch (IllegalArgumentException impossible) {
            throw new UsageException(String.valueOf(impossible.getMessage()), impossible);
        }
    }

    private void tell(Invited.Made made) {
        Console console = around.console();
        Invitation invitation = made.invitation();
        if (json) {
            console.out().println(JsonLine.of(fields -> fields(fields, invitation)));
            return;
        }
        console.say("This invitation %s.".formatted(made.consequence()));
        console.say(
                "It leads to %s, and can be used once, until %s."
                        .formatted(
                                ServerText.shown(invitation.server()),
                                Shown.time(invitation.expiry())));
        console.say("Keep it secret. On the machine run 'holdfast setup -' and paste this line:");
        console.out().println(invitation.line());
    }

    private static void fields(JsonGenerator json, Invitation invitation) throws IOException {
        json.writeStringField("invitation", invitation.line());
        json.writeStringField("client", invitation.client().value());
        json.writeStringField(
                "rights", invitation.rights().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.writeStringField("server", ServerText.shown(invitation.server()));
        json.writeStringField("expires", invitation.expiry().toInstant().toString());
    }
}
