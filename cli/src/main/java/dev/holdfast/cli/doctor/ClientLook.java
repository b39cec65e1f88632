package dev.holdfast.cli.doctor;

import dev.holdfast.cli.access.FolderOptions;
import dev.holdfast.cli.access.VaultOpening;
import dev.holdfast.cli.access.VaultOpening.Purpose;
import dev.holdfast.cli.access.VaultOptions;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.program.ProgramFiles;
import dev.holdfast.cli.timers.OwnTimers;
import dev.holdfast.client.config.ClientConfig;
import dev.holdfast.client.config.ConfigException;
import dev.holdfast.client.config.Locations;
import dev.holdfast.client.doctor.ClientDoctor;
import dev.holdfast.client.doctor.ClientFacts;
import dev.holdfast.client.doctor.ClientFacts.Answered;
import dev.holdfast.client.doctor.ClientFacts.CodeState;
import dev.holdfast.client.doctor.ClientFacts.MachineId;
import dev.holdfast.client.doctor.ClientFacts.Timers;
import dev.holdfast.client.doctor.LastRuns;
import dev.holdfast.client.identity.Identity;
import dev.holdfast.client.identity.Machine;
import dev.holdfast.client.identity.StateFolder;
import dev.holdfast.client.schedule.BackupTimers.Entry;
import dev.holdfast.client.schedule.BackupTimers.State;
import dev.holdfast.client.schedule.Schedule;
import dev.holdfast.client.ssh.ServerText;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.model.Series;
import dev.holdfast.model.finding.Finding;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.timer.TimerHost;
import dev.holdfast.protocol.invite.ServerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Looks at a machine that is backed up to a server. */
final class ClientLook {
    private static final Path ROOT = Path.of("/");

    private final Surroundings around;
    private final FolderOptions folders;
    private final Locations locations;

    ClientLook(Surroundings around, FolderOptions folders) throws IOException {
        this.around = around;
        this.folders = folders;
        this.locations = folders.locations(around);
    }

    List<Finding> findings() throws IOException {
        StateFolder state = new StateFolder(locations.state());
        try {
            ClientConfig config = ClientConfig.load(locations.clientToml());
            Optional<Identity> identity = state.identity();
            return identity.isPresent() && identity.get().server().isPresent()
                    ? ClientDoctor.examine(
                            facts(state, identity.get(), identity.get().server().get(), config))
                    : ClientDoctor.ofNoClient(
                            "this machine is no client of a server",
                            "run 'holdfast server invite NAME' there and 'holdfast setup -' here");
        } catch (ConfigException wrong) {
            return ClientDoctor.ofNoClient(
                    String.valueOf(wrong.getMessage()), "correct it: no backup is made before");
        }
    }

    private ClientFacts facts(
            StateFolder state, Identity identity, ServerAddress server, ClientConfig config)
            throws IOException {
        Optional<String> secrets = secrets(state);
        return new ClientFacts(
                around.clock().instant(),
                around.version(),
                new ClientFacts.Own(
                        ServerText.shown(server),
                        server.hostKeys().size(),
                        state.isCodeConfirmed(identity.vault())
                                ? CodeState.CONFIRMED
                                : CodeState.UNCONFIRMED,
                        Machine.hasId(ROOT) ? MachineId.PRESENT : MachineId.ABSENT),
                secrets,
                program(),
                timers(config, identity),
                secrets.isEmpty() ? answered() : new Answered.NotAsked(),
                runs(config),
                List.of(room("state", locations.state()), room("cache", locations.cache())));
    }

    private static Optional<String> secrets(StateFolder state) {
        try {
            VaultOpening.keysIn(state);
            return state.sshKey().isPresent()
                    ? Optional.empty()
                    : Optional.of("there is no key for ssh in " + state.folder());
        } catch (IOException fault) {
            return Optional.of(String.valueOf(fault.getMessage()));
        }
    }

    private Optional<String> program() {
        Optional<Path> launcher = around.launcher();
        try {
            return launcher.isEmpty()
                    ? Optional.empty()
                    : ProgramFiles.startedBy(launcher.get()).changeable(around.user().getAsLong());
        } catch (IOException closed) {
            return Optional.of(String.valueOf(closed.getMessage()));
        }
    }

    private Timers timers(ClientConfig config, Identity identity) throws IOException {
        OwnTimers own;
        try {
            own = OwnTimers.planned(around, locations, config, identity);
        } catch (OwnTimers.Obstacle byHand) {
            return new Timers.ByHand(String.valueOf(byHand.getMessage()));
        }
        if (own.timers().state(own.entries()) == State.DIFFERENT) {
            return new Timers.Different();
        }
        List<String> stopped = own.timers().stopped(own.entries());
        if (!stopped.isEmpty()) {
            return new Timers.Stopped(stopped);
        }
        ZonedDateTime now = around.clock().instant().atZone(ZoneId.systemDefault());
        Optional<Instant> next =
                own.entries().stream()
                        .flatMap(each -> own.timers().next(each, now).stream())
                        .map(ZonedDateTime::toInstant)
                        .min(Instant::compareTo);
        return switch (TimerHost.USUAL.runner()) {
            case NONE -> new Timers.NobodyRuns(own.timers().command(own.machine()));
            case SYSTEMD, CRON ->
                    next.isEmpty()
                            ? new Timers.Off()
                            : new Timers.Active(
                                    runner(),
                                    next.map(time -> time.truncatedTo(ChronoUnit.SECONDS)));
        };
    }

    private static String runner() {
        return TimerHost.USUAL.runner() == TimerHost.Runner.SYSTEMD ? "systemd" : "cron";
    }

    private Answered answered() {
        VaultOptions options = VaultOptions.onServer(folders);
        try (VaultConnection vault =
                new VaultOpening(around, options).open(Purpose.READ).connect()) {
            return new Answered.Welcome(
                    vault.welcome().version(), vault.welcome().clock(), around.clock().instant());
        } catch (IOException silent) {
            return new Answered.Nothing(String.valueOf(silent.getMessage()));
        }
    }

    private ClientFacts.Runs runs(ClientConfig config) throws IOException {
        LastRuns runs = LastRuns.in(locations.state());
        Optional<Instant> last =
                runs.series().values().stream()
                        .flatMap(known -> known.good().stream())
                        .map(LastRuns::ended)
                        .max(Instant::compareTo);
        return new ClientFacts.Runs(
                last.map(time -> time.truncatedTo(ChronoUnit.SECONDS)),
                runs.critical(around.clock().instant(), series -> within(config, series)));
    }

    /** As its schedule says; of a series that something else begins, a day is usual. */
    private static Optional<Duration> within(ClientConfig config, Series series) {
        for (Entry each : OwnTimers.entries(config)) {
            if (each.series().equals(series)) {
                return each.schedule().within();
            }
        }
        return Schedule.Every.DAY.within();
    }

    private ClientFacts.Room room(String name, Path folder) throws IOException {
        Path there = folder;
        while (!Files.isDirectory(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return new ClientFacts.Room(
                name,
                folder,
                Volume.on(there).space().usableBytes(),
                Files.isWritable(there)
                        ? Optional.empty()
                        : Optional.of("nothing can be written to " + folder));
    }
}
