package dev.holdfast.store.scrub;

import dev.holdfast.model.PackId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.store.pack.DamagedRecord;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.PackName;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the packs of a vault and proves their records, pack after pack, as much at a time as is
 * wanted; goes on where it stopped. Takes no lock that a session waits for, but for moments. What
 * is found damaged is quarantined at once, so that the next backup brings it again.
 */
public final class Scrub {
    private static final String LOCK = "scrubbing";

    /** How far it has come is written down after so many bytes. */
    private static final long SAVED_EVERY = 256L << 20;

    private final Examined vault;
    private final Volume volume;
    private final Timestamp now;

    public Scrub(Examined vault, Timestamp now) {
        this.vault = vault;
        this.volume = vault.volume();
        this.now = now;
    }

    /**
     * Reads at least one pack, and no more than the rest of the round.
     *
     * @param bytesMax after which no other pack is begun
     * @return empty if somebody else is at it
     */
    public Optional<Scrubbed> run(long bytesMax) throws IOException {
        Optional<VolumeLock> lock = volume.tryLock(LOCK);
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        try (VolumeLock _ = lock.get()) {
            Scrubbed scrubbed = read(bytesMax);
            if (scrubbed.isRoundOver() || DamageReport.isWorthMaking(vault)) {
                report();
            }
            return Optional.of(scrubbed);
        }
    }

    /** Finds out which snapshots lack something, and writes it down. */
    public DamageReport report() throws IOException {
        try (Tracing tracing = new Tracing(vault)) {
            DamageReport report = tracing.trace(now);
            report.save(volume);
            return report;
        }
    }

    private Scrubbed read(long bytesMax) throws IOException {
        ScrubMemory memory =
                ScrubMemory.load(volume).orElseGet(() -> ScrubMemory.first(now)).at(now);
        Scrubbed scrubbed = new Scrubbed(0, 0, 0, 0, false);
        long saved = 0;
        for (PackName pack : packs(memory)) {
            if (scrubbed.packs() > 0 && scrubbed.bytes() >= bytesMax) {
                memory.save(volume);
                return scrubbed;
            }
            Optional<PackExam.Finding> finding = examine(pack);
            if (finding.isPresent()) {
                scrubbed = scrubbed.and(finding.get());
                memory = memory.behind(pack, finding.get());
            }
            if (scrubbed.bytes() - saved >= SAVED_EVERY) {
                memory.save(volume);
                saved = scrubbed.bytes();
            }
        }
        memory.over().save(volume);
        return scrubbed.over();
    }

    private List<PackName> packs(ScrubMemory memory) throws IOException {
        List<PackName> packs = new ArrayList<>();
        for (Map.Entry<PackId, PackKind> pack : vault.packs().entrySet()) {
            PackName name = PackName.published(pack.getKey(), pack.getValue());
            if (memory.isBehind(name)) {
                packs.add(name);
            }
        }
        packs.sort(Comparator.comparing(ScrubMemory::position));
        return packs;
    }

    private Optional<PackExam.Finding> examine(PackName pack) throws IOException {
        try {
            PackExam.Finding finding = new PackExam(vault, pack.id(), pack.kind()).examine();
            if (finding.hasOthers()) {
                vault.look();
                if (vault.packs().containsKey(pack.id())) {
                    vault.rebuildIndex();
                }
            }
            return Optional.of(finding.damaged().isEmpty() ? finding : quarantined(finding));
        } catch (NoSuchFileException reclaimed) {
            return Optional.empty();
        }
    }

    /** What died while it was read is not damaged: its bytes were given back. */
    private PackExam.Finding quarantined(PackExam.Finding finding) throws IOException {
        vault.look();
        List<DamagedRecord> damaged = new ArrayList<>();
        for (DamagedRecord each : finding.damaged()) {
            boolean isPresent =
                    vault.present(each.id()).stream()
                            .anyMatch(location -> location.pack().equals(each.pack()));
            if (isPresent && !vault.isDead(each.pack(), each.ordinal())) {
                damaged.add(each);
            }
        }
        if (!damaged.isEmpty()) {
            vault.quarantine(damaged);
        }
        return new PackExam.Finding(finding.bytes(), damaged, finding.isWorn(), false);
    }
}
