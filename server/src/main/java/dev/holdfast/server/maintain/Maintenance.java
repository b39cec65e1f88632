package dev.holdfast.server.maintain;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.Series;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.server.report.Reports;
import dev.holdfast.server.report.RunReport;
import dev.holdfast.server.upkeep.Holding;
import dev.holdfast.server.upkeep.Household;
import dev.holdfast.server.upkeep.Upkeep;
import dev.holdfast.store.scrub.Scrubbed;
import dev.holdfast.store.vault.Vault;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a server does by itself from time to time: room is made if there is need of it, and each
 * vault has its daily share read. One at a time; what is interrupted goes on the next time.
 */
public final class Maintenance {
    private static final String LOCK = "maintain.lock";

    private final Household household;
    private final Upkeep upkeep;
    private final InstantSource clock;
    private final List<String> done = new ArrayList<>();
    private final Set<String> wrong = new LinkedHashSet<>();

    public Maintenance(Household household, Upkeep upkeep, InstantSource clock) {
        this.household = household;
        this.upkeep = upkeep;
        this.clock = clock;
    }

    /**
     * What was done.
     *
     * @param done sentences for the log
     * @param wrong sentences for an administrator
     */
    public record Outcome(List<String> done, List<String> wrong) {
        public Outcome {
            done = List.copyOf(done);
            wrong = List.copyOf(wrong);
        }
    }

    /** Empty if somebody else is at it. */
    public Optional<Outcome> run() throws IOException {
        Volume root = Volume.on(household.root());
        Optional<VolumeLock> lock = root.tryLock(LOCK);
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        try (VolumeLock _ = lock.get()) {
            makeRoom();
            for (Holding holding : upkeep.look().holdings()) {
                maintain(holding);
            }
            return Optional.of(new Outcome(done, List.copyOf(wrong)));
        }
    }

    private void makeRoom() {
        try {
            Upkeep.Result result = upkeep.makeRoom(Upkeep.Coming.NOTHING);
            wrong.addAll(result.complaints());
            for (var part : result.plan().parts()) {
                for (var going : part.going()) {
                    done.add(
                            "expired snapshot %d of %s: %s"
                                    .formatted(
                                            going.sequence(), part.payer().name(), going.reason()));
                }
            }
            if (result.plan().shortBytes() > 0) {
                wrong.add(
                        "%d bytes are wanted and nothing else may go"
                                .formatted(result.plan().shortBytes()));
            }
        } catch (IOException failure) {
            wrong.add("cannot make room: " + failure.getMessage());
        }
    }

    private void maintain(Holding holding) {
        String name = holding.tenant().name();
        try {
            settleReports(holding);
            Scrubbing scrubbing = new Scrubbing(clock);
            if (scrubbing.isDue(holding)) {
                note(name, scrubbing.scrub(holding, Scrubbing.DAILY_SHARE));
            }
            wrong.addAll(Complaints.of(holding, holding.vault().health()));
        } catch (IOException failure) {
            wrong.add("%s: %s".formatted(name, failure.getMessage()));
        }
    }

    private void settleReports(Holding holding) throws IOException {
        Vault vault = holding.vault();
        ClientId client = holding.tenant().client();
        Reports reports = new Reports(Volume.on(household.root()));
        for (RunReport ended : reports.settle(client, report -> lives(vault, client, report))) {
            done.add(
                    "%s: the backup of series %s that began at %s broke off, and nobody heard of it"
                            .formatted(
                                    holding.tenant().name(),
                                    ended.series().map(Series::value).orElse("?"),
                                    ended.began()));
        }
    }

    private static boolean lives(Vault vault, ClientId client, RunReport report) {
        try {
            return report.series().isPresent()
                    && report.session().isPresent()
                    && vault.isOpen(
                            new Snapshot.Origin(
                                    client, report.series().get(), report.session().get()));
        } catch (IOException unknown) {
            return true; // it is looked at again
        }
    }

    private void note(String name, Scrubbing.Outcome outcome) {
        switch (outcome) {
            case Scrubbing.Read(Scrubbed scrubbed) when scrubbed.damaged() > 0 ->
                    done.add("%s: %d damaged records found".formatted(name, scrubbed.damaged()));
            case Scrubbing.Read _, Scrubbing.Busy _ -> {}
            case Scrubbing.Failed(String sentence) ->
                    wrong.add("%s: cannot be scrubbed: %s".formatted(name, sentence));
        }
    }
}
