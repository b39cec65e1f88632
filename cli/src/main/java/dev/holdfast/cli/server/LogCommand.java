package dev.holdfast.cli.server;

import dev.holdfast.cli.argument.TypedTime;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.JsonLine;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.model.ClientId;
import dev.holdfast.server.log.LogLine;
import dev.holdfast.server.log.LogReading;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code holdfast server log}. */
@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        description = {
            "Prints what the server did, and what clients had it do, oldest first.",
            "What repeats itself is one line, and a count an hour later."
        })
final class LogCommand implements Callable<Integer> {
    private static final Duration USUAL = Duration.ofDays(7);

    @Spec private CommandSpec spec;

    @Mixin private ServerOptions server = new ServerOptions();

    @Option(names = "--client", paramLabel = "NAME", description = "only of this client")
    private @Nullable String client;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "such as 2026-11-20 or 2026-11-20T04:00 (usually the last 7 days)")
    private @Nullable String since;

    @Option(names = "--json", description = "prints one JSON object for each line")
    private boolean json;

    private final Surroundings around;

    LogCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        Instant from =
                since == null
                        ? around.clock().instant().minus(USUAL)
                        : TypedTime.orBeginningOfDay(since);
        return ServerHere.at(around, server.file(around))
                .asItsUser(spec, here -> print(here, from));
    }

    private int print(ServerHere here, Instant from) throws IOException {
        Optional<ClientId> only =
                client == null
                        ? Optional.empty()
                        : Optional.of(ServerHere.tenant(here.household(), client).client());
        PrintWriter out = around.console().out();
        for (LogLine line : LogReading.since(here.config().root(), from, only)) {
            out.println(
                    json
                            ? JsonLine.of(fields -> {
                                fields.writeStringField("time", line.time().toString());
                                fields.writeStringField("about", line.about());
                                fields.writeStringField("says", line.sentence());
                            })
                            : line.toString());
        }
        return ExitCode.DONE.status();
    }
}
