package dev.holdfast.cli.server;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.holdfast.cli.argument.StatusForm;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.JsonLine;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.server.simulate.Simulation;
import dev.holdfast.server.simulate.SimulationRequest;
import dev.holdfast.server.simulate.SimulationResult;
import dev.holdfast.server.space.Room;
import dev.holdfast.server.space.SpaceMemory;
import dev.holdfast.server.upkeep.Forecast;
import dev.holdfast.server.upkeep.Household;
import dev.holdfast.server.upkeep.Upkeep;
import dev.holdfast.server.view.ClientView;
import dev.holdfast.server.view.ClientView.Held;
import dev.holdfast.server.view.ServerView;
import dev.holdfast.store.scrub.ScrubMemory;
import dev.holdfast.store.vault.Health;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code holdfast server status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Shows how much room there is, what each client has of it, and what is wrong.",
            "Fails when something needs an administrator."
        })
final class StatusCommand implements Callable<Integer> {
    private static final String FORM = "%-24s %-19s %10s %10s %10s%n";
    private static final int FORECAST_DAYS = 730;

    @Spec private CommandSpec spec;

    @Mixin private ServerOptions server = new ServerOptions();

    @Mixin private StatusForm form = new StatusForm();

    private final Surroundings around;

    StatusCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        return form.show(
                around.console(),
                () -> ServerHere.at(around, server.file(around)).asItsUser(spec, this::show));
    }

    /**
     * All that is known.
     *
     * @param back how far each client can go back; empty when nothing can be said
     * @param remarks worth a line
     * @param warnings that somebody may look into
     * @param critical that somebody must look into
     */
    private record Status(
            ServerView view,
            Optional<SimulationResult> back,
            List<String> remarks,
            List<String> warnings,
            List<String> critical) {
        Room room() {
            return view.room();
        }

        SpaceMemory memory() {
            return view.memory();
        }

        long overdue() {
            return view.clients().stream().mapToLong(client -> client.late().size()).sum();
        }
    }

    private int show(ServerHere here) throws IOException {
        Status status = status(here);
        if (form.isJson()) {
            around.console().out().println(JsonLine.of(json -> fields(json, status)));
        } else if (form.isForMonitoring()) {
            return nagios(status);
        } else {
            print(status);
        }
        return (status.critical().isEmpty() ? ExitCode.DONE : ExitCode.FAILED).status();
    }

    private Status status(ServerHere here) throws IOException {
        Household household = here.household();
        Upkeep upkeep = here.upkeep(household);
        Instant now = around.clock().instant();
        ServerView view = ServerView.of(household, upkeep, now);
        List<String> remarks = new ArrayList<>();
        List<String> critical = new ArrayList<>(view.complaints());
        for (ClientView client : view.clients()) {
            critical.addAll(client.complaints());
            client.late().forEach(late -> critical.add(late.sentence(client.name(), now)));
            remarks.addAll(client.remarks());
        }
        if (view.room().need() > 0) {
            critical.add("%s are to be freed".formatted(Shown.bytes(view.room().need())));
        }
        List<String> warnings = new ArrayList<>();
        view.memory()
                .pausedUntil()
                .ifPresent(until ->
                        warnings.add(
                                "the clock jumped: nothing expires until "
                                        + Shown.time(Timestamp.of(until))));
        Optional<SimulationResult> back = forecast(household);
        back.flatMap(result -> shortHistory(household, result)).ifPresent(warnings::add);
        return new Status(view, back, remarks, warnings, critical);
    }

    private void print(Status status) {
        PrintWriter out = around.console().out();
        Room room = status.room();
        out.printf(
                "%s, of them %s free and %s of vaults; space is made below %s%n",
                Shown.bytes(room.totalBytes()),
                Shown.bytes(room.freeBytes()),
                Shown.bytes(room.ownBytes()),
                Shown.bytes(room.startBytes()));
        out.printf(FORM, "CLIENT", "LAST BACKUP", "USED", "SHARE", "MAY BRING");
        status.view().clients().forEach(this::print);
        if (status.overdue() > 0) {
            out.printf("overdue: %s%n", Shown.count(status.overdue()));
        }
        status.back()
                .ifPresent(result ->
                        out.printf(
                                "with this disc each client can go back %s%n",
                                Forecast.told(result)));
        status.remarks().forEach(around.console()::say);
        status.warnings().forEach(around.console()::say);
        status.critical().forEach(each -> around.console().say("CRITICAL: " + each));
    }

    private void print(ClientView client) {
        around.console()
                .out()
                .printf(
                        FORM,
                        client.name(),
                        client.last()
                                .map(snapshot -> Shown.time(snapshot.received()))
                                .orElse("none yet"),
                        bytes(client, Held::usedBytes),
                        bytes(client, Held::shareBytes),
                        bytes(client, Held::allowedBytes));
    }

    private static String bytes(ClientView client, ToLongFunction<Held> figure) {
        return client.holding().map(held -> Shown.bytes(figure.applyAsLong(held))).orElse("-");
    }

    private int nagios(Status status) {
        Room room = status.room();
        String figures =
                "free=%dB total=%dB overdue=%d"
                        .formatted(room.freeBytes(), room.totalBytes(), status.overdue());
        String well =
                "%s of %s free"
                        .formatted(Shown.bytes(room.freeBytes()), Shown.bytes(room.totalBytes()));
        return new StatusForm.Finding(status.critical(), status.warnings(), figures)
                .tell(around.console(), well);
    }

    private static void fields(JsonGenerator json, Status status) throws IOException {
        Room room = status.room();
        json.writeNumberField("total", room.totalBytes());
        json.writeNumberField("free", room.freeBytes());
        json.writeNumberField("vaults", room.ownBytes());
        json.writeNumberField("start", room.startBytes());
        json.writeNumberField("stop", room.stopBytes());
        if (status.memory().stopped().isPresent()) {
            json.writeStringField("stopped", status.memory().stopped().get());
        }
        if (status.memory().pausedUntil().isPresent()) {
            json.writeStringField("paused-until", status.memory().pausedUntil().get().toString());
        }
        if (status.back().isPresent()) {
            json.writeBooleanField("keeps-all", status.back().get().keptAll());
            json.writeNumberField("back-days", status.back().get().back().toDays());
        }
        json.writeNumberField("overdue", status.overdue());
        json.writeArrayFieldStart("clients");
        for (ClientView client : status.view().clients()) {
            json.writeStartObject();
            fields(json, client);
            json.writeEndObject();
        }
        json.writeEndArray();
        sentences(json, "remarks", status.remarks());
        sentences(json, "warnings", status.warnings());
        sentences(json, "critical", status.critical());
    }

    private static void fields(JsonGenerator json, ClientView client) throws IOException {
        json.writeStringField("client", client.name());
        if (client.last().isPresent()) {
            Snapshot last = client.last().get();
            json.writeStringField("last", last.received().toInstant().toString());
        }
        if (client.lastRun().isPresent()) {
            json.writeStringField("outcome", client.lastRun().get().outcome().word());
        }
        sentences(
                json,
                "overdue",
                client.late().stream().map(late -> late.series().value()).toList());
        if (client.holding().isPresent()) {
            fields(json, client.holding().get());
        }
    }

    private static void fields(JsonGenerator json, Held held) throws IOException {
        Health health = held.health();
        json.writeNumberField("used", held.usedBytes());
        json.writeNumberField("share", held.shareBytes());
        json.writeNumberField("may-bring", held.allowedBytes());
        json.writeNumberField("damaged", health.damaged());
        json.writeNumberField("lost", health.lost());
        numbers(json, "incomplete", health.incomplete());
        numbers(json, "unreadable", health.unreadableSnapshots());
        if (health.scrub().isPresent()) {
            ScrubMemory scrub = health.scrub().get();
            json.writeStringField("scrubbed", scrub.lastRun().toInstant().toString());
            json.writeNumberField("scrubbed-bytes", scrub.bytes());
            if (scrub.finished() != null) {
                json.writeStringField("scrubbed-all", scrub.finished().toInstant().toString());
            }
        }
    }

    private static void numbers(JsonGenerator json, String field, List<Long> numbers)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (long number : numbers) {
            json.writeNumber(number);
        }
        json.writeEndArray();
    }

    private static void sentences(JsonGenerator json, String field, List<String> sentences)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (String sentence : sentences) {
            json.writeString(sentence);
        }
        json.writeEndArray();
    }

    private Optional<SimulationResult> forecast(Household household) throws IOException {
        Forecast forecast = Forecast.of(household);
        if (forecast.loads().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Simulation.run(
                        new SimulationRequest(
                                forecast.loads(),
                                forecast.discBytes(),
                                FORECAST_DAYS,
                                around.clock().instant(),
                                new SimulationRequest.Policies(
                                        household.policy().retention(),
                                        household.policy().reserve(),
                                        household.policy().admission()),
                                1)));
    }

    private static Optional<String> shortHistory(Household household, SimulationResult result) {
        Duration goal = household.policy().historyGoal();
        return goal.isZero() || result.keptAll() || result.back().compareTo(goal) >= 0
                ? Optional.empty()
                : Optional.of(
                        "with this disc each client can go back %s, less than the goal of %s"
                                .formatted(Forecast.told(result), Forecast.months(goal)));
    }
}
