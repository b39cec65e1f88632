package dev.holdfast.cli.server;

import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.Timestamp;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.allowance.Accounts;
import dev.holdfast.server.allowance.Grant;
import dev.holdfast.server.client.Exemption;
import dev.holdfast.server.config.Quantity;
import dev.holdfast.server.life.ClientLife;
import dev.holdfast.server.rules.Asked;
import dev.holdfast.server.rules.Network;
import dev.holdfast.server.upkeep.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast server allow}. */
@Command(
        name = "allow",
        mixinStandardHelpOptions = true,
        description = {
            "Allows a client more than usual for a while: to bring more, or what its rules forbid.",
            "Room for what it brings is made as for any backup."
        })
final class AllowCommand implements Callable<Integer> {
    private static final int DAYS_MAX = 366;

    @Spec private CommandSpec spec;

    @Mixin private ServerOptions server = new ServerOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "the client")
    private String name = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SIZE",
            description = "how much more it may bring, such as 200G")
    private @Nullable String size;

    @Option(
            names = "--from",
            paramLabel = "NETWORK",
            description = "to come from there, too, such as 10.0.0.0/8")
    private @Nullable String from;

    @Option(names = "--any-time", description = "to begin backups at any hour")
    private boolean anyTime;

    @Option(
            names = "--command",
            paramLabel = "WORD",
            description = "to do that, too: backup, restore or list")
    private @Nullable String command;

    @Option(
            names = "--new-machine",
            description = "to be another machine from now on: the next that comes with its key")
    private boolean newMachine;

    @Option(
            names = "--for",
            paramLabel = "DAYS",
            defaultValue = "7",
            description = "for how many days (default: ${DEFAULT-VALUE})")
    private int days;

    private final Surroundings around;

    AllowCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        if (days < 1 || days > DAYS_MAX) {
            throw new UsageException("--for takes 1 to %d days".formatted(DAYS_MAX));
        }
        ClientName client = Typed.name(name);
        Instant now = around.clock().instant();
        Optional<Grant> grant = grant(now);
        List<Exemption> exemptions = exemptions(now.plus(Duration.ofDays(days)));
        if (grant.isEmpty() && exemptions.isEmpty() && !newMachine) {
            throw new UsageException(
                    "what is allowed? SIZE, --from, --any-time, --command or --new-machine");
        }
        return ServerHere.at(around, server.file(around))
                .asItsUser(
                        spec,
                        here -> {
                            if (grant.isPresent()) {
                                allow(here, grant.get());
                            }
                            exempt(here.life(), client, exemptions);
                            return ExitCode.DONE.status();
                        });
    }

    private Optional<Grant> grant(Instant now) throws UsageException {
        if (size == null) {
            return Optional.empty();
        }
        try {
            Instant until = now.plus(Duration.ofDays(days));
            return Optional.of(new Grant(now, until, Quantity.bytes(size)));
        } catch (IllegalArgumentException impossible) {
            throw new UsageException(String.valueOf(impossible.getMessage()), impossible);
        }
    }

    private List<Exemption> exemptions(Instant until) throws UsageException {
        List<Exemption> exemptions = new ArrayList<>();
        try {
            if (from != null) {
                exemptions.add(new Exemption.From(Network.parse(from), until));
            }
            if (anyTime) {
                exemptions.add(new Exemption.AnyTime(until));
            }
            if (command != null) {
                exemptions.add(new Exemption.Command(Asked.command(command), until));
            }
        } catch (IllegalArgumentException impossible) {
            throw new UsageException(String.valueOf(impossible.getMessage()), impossible);
        }
        return exemptions;
    }

    private void exempt(ClientLife life, ClientName client, List<Exemption> exemptions)
            throws IOException {
        for (Exemption exemption : exemptions) {
            try {
                life.exempt(client, exemption);
            } catch (IllegalArgumentException tooMany) {
                throw new UsageException(String.valueOf(tooMany.getMessage()), tooMany);
            }
            around.console()
                    .say(
                            "%s may %s, until %s"
                                    .formatted(
                                            client,
                                            allowed(exemption),
                                            Shown.time(Timestamp.of(exemption.until()))));
        }
        if (newMachine) {
            life.expectNewMachine(client);
            around.console()
                    .say("the next machine that comes with the key of %s is it".formatted(client));
        }
    }

    private static String allowed(Exemption exemption) {
        return switch (exemption) {
            case Exemption.AnyTime _ -> "begin backups at any hour";
            case Exemption.From(Network network, _) -> "also come from " + network;
            case Exemption.Command(Asked asked, _) -> "also " + asked.word();
        };
    }

    private void allow(ServerHere here, Grant grant) throws IOException {
        Tenant tenant = ServerHere.tenant(here.household(), name);
        Files.createDirectories(tenant.folder());
        new Accounts(Volume.on(tenant.folder())).grant(tenant.client(), grant);
        around.console()
                .say(
                        "%s may bring %s more, until %s"
                                .formatted(
                                        tenant.name(),
                                        Shown.bytes(grant.bytes()),
                                        Shown.time(Timestamp.of(grant.until()))));
    }
}
