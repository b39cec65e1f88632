package dev.holdfast.store.vault;

import static dev.holdfast.store.vault.Sessions.NOW;
import static dev.holdfast.store.vault.Sessions.VAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Series;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Room is made in a vault all the time while sessions write to it and others read. */
class ReclaimBesideTest {
    private static final int KEPT = 3;

    @TempDir private Path folder;
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void noAcknowledgedSnapshotThatStaysEverLacksAnObject() throws Exception {
        run(12);
    }

    @Test
    @Tag("long")
    void noAcknowledgedSnapshotThatStaysEverLacksAnObjectForMinutes() throws Exception {
        run(600);
    }

    private void run(int backups) throws Exception {
        Vault.create(Volume.on(folder), VAULT, NOW);
        Archive system = new Archive(1, Series.SYSTEM, 9000);
        Archive manual = new Archive(2, Series.MANUAL, 9000);
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            Future<Integer> reclaiming = threads.submit(this::reclaimAlways);
            List<Future<Integer>> writing = new ArrayList<>();
            for (Archive archive : List.of(system, manual)) {
                writing.add(threads.submit(backUpAlways(archive, backups)));
            }
            try {
                for (Future<Integer> each : writing) {
                    each.get();
                }
            } finally {
                over.set(true);
            }
            assertThat(reclaiming.get()).isPositive();
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        }
        Vault vault = Vault.open(Volume.on(folder));
        vault.rebuildIndex();
        assertThat(vault.snapshots()).hasSizeGreaterThanOrEqualTo(2);
        system.requireComplete(vault);
        manual.requireComplete(vault);
    }

    /** Each snapshot is looked at right after it was acknowledged: it is among the newest. */
    private Callable<Integer> backUpAlways(Archive archive, int backups) {
        return () -> {
            for (int i = 0; i < backups; i++) {
                Snapshot made = archive.backUp(Vault.open(Volume.on(folder)));
                archive.requireComplete(Vault.open(Volume.on(folder)), made);
            }
            return backups;
        };
    }

    private int reclaimAlways() throws IOException {
        int rounds = 0;
        while (!over.get() || rounds == 0) {
            Vault vault = Vault.open(Volume.on(folder));
            List<Long> order = new ArrayList<>();
            for (Series series : List.of(Series.SYSTEM, Series.MANUAL)) {
                List<Long> all =
                        vault.snapshots().stream()
                                .filter(each -> each.origin().series().equals(series))
                                .map(Snapshot::sequence)
                                .toList();
                order.addAll(all.subList(0, Math.max(0, all.size() - KEPT)));
            }
            vault.reclaim(vault.survey(order), order.size());
            rounds++;
        }
        return rounds;
    }
}
