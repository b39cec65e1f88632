package dev.holdfast.cli.server;

import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.model.Timestamp;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.allowance.Accounts;
import dev.holdfast.server.allowance.Grant;
import dev.holdfast.server.config.Quantity;
import dev.holdfast.server.upkeep.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
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
            "Allows a client to bring more than usual, once.",
            "Room for it is made as for any backup."
        })
final class AllowCommand implements Callable<Integer> {
    private static final int DAYS_MAX = 366;

    @Spec private CommandSpec spec;

    @Mixin private ServerOptions server = new ServerOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "the client")
    private String name = "";

    @Parameters(index = "1", paramLabel = "SIZE", description = "how much, such as 200G")
    private String size = "";

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
        Grant grant = grant();
        return ServerHere.at(around, server.file(around))
                .asItsUser(spec, here -> allow(here, grant));
    }

    private Grant grant() throws UsageException {
        Instant now = around.clock().instant();
        if (days < 1 || days > DAYS_MAX) {
            throw new UsageException("--for takes 1 to %d days".formatted(DAYS_MAX));
        }
        try {
            return new Grant(now, now.plus(Duration.ofDays(days)), Quantity.bytes(size));
        } catch (IllegalArgumentException impossible) {
            throw new UsageException(String.valueOf(impossible.getMessage()), impossible);
        }
    }

    private int allow(ServerHere here, Grant grant) throws IOException {
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
        return ExitCode.DONE.status();
    }
}
