package dev.holdfast.store.reclaim;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.PackId;
import dev.holdfast.model.object.KeyWrap;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.platform.durable.DiscFullException;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.store.mark.MarkedPack;
import dev.holdfast.store.pack.PackHeader;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.PackName;
import dev.holdfast.store.pack.PackReader;
import dev.holdfast.store.pack.PackWriter;
import dev.holdfast.store.reclaim.Condemned.Dead;
import dev.holdfast.store.snapshot.Distrust;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Moves what lives of some packs into a new one. It is published before the old ones are condemned
 * as a whole, so that each record is always somewhere; what a crash leaves twice is found once by
 * the next survey. Where there is no room, or a record cannot be read, all stays as it is.
 */
final class Rewriting {
    /** A smaller pack costs more to open than to read. */
    private static final long TINY_MAX = 4L << 20;

    /** Fewer at a time are not worth it. */
    private static final int MERGED_MIN = 8;

    /** Of a merged pack, before it gets its table. */
    private static final long MERGED_SIZE_MAX = PackWriter.LENGTH_MAX / 2;

    private final Premises premises;
    private final Volume volume;
    private final CondemnedNotes notes;

    Rewriting(Premises premises) {
        this.premises = premises;
        this.volume = premises.volume();
        this.notes = new CondemnedNotes(volume);
    }

    private Scene look() throws IOException {
        try (VolumeLock _ = premises.lock()) {
            return premises.lookLocked();
        }
    }

    /** Whether the packs, which are of one kind and client, were replaced by a new one. */
    boolean replace(List<MarkedPack> packs) throws IOException {
        Scene before = look();
        boolean isDistrusted = isDistrusted(before, packs.getFirst());
        Condemned condemned = before.condemned();
        Optional<PackWriter> written = Optional.empty();
        try {
            written = Optional.of(begin(packs));
            for (MarkedPack pack : packs) {
                copy(pack, condemned.ordinals(pack.id()), written.get());
            }
            written.get().seal();
            if (isDistrusted) {
                inherit(written.get().header().id());
            }
            return exchange(packs, written.get());
        } catch (DiscFullException | MalformedException | NoSuchFileException stays) {
            return false;
        } finally {
            if (written.isPresent()) {
                written.get().discard();
            }
        }
    }

    private static boolean isDistrusted(Scene scene, MarkedPack pack) {
        return scene.places().isDistrusted(pack.id());
    }

    /** What came of distrusted packs is distrusted, before anybody sees it. */
    private void inherit(PackId written) throws IOException {
        try (VolumeLock _ = premises.lock()) {
            Distrust.add(volume, Distrust.Window.NONE, List.of(written));
        }
    }

    private PackWriter begin(List<MarkedPack> packs) throws IOException {
        Set<KeyWrap> wraps = new LinkedHashSet<>();
        List<PackHeader> headers = new ArrayList<>();
        for (MarkedPack pack : packs) {
            headers.add(header(pack));
            wraps.addAll(headers.getLast().wraps());
        }
        PackHeader newest =
                headers.stream()
                        .max(Comparator.comparing(header -> header.source().received()))
                        .orElseThrow();
        return PackWriter.create(
                volume,
                new PackHeader(
                        new PackId(UUID.randomUUID()),
                        newest.kind(),
                        newest.vault(),
                        newest.source(),
                        List.copyOf(wraps)));
    }

    private PackHeader header(MarkedPack pack) throws IOException {
        try (PackReader reader = PackReader.open(volume, pack.id(), pack.kind())) {
            return reader.header();
        }
    }

    private void copy(MarkedPack pack, BitSet dead, PackWriter writer) throws IOException {
        try (PackReader reader = PackReader.open(volume, pack.id(), pack.kind())) {
            int records = reader.records();
            for (int i = dead.nextClearBit(0); i < records; i = dead.nextClearBit(i + 1)) {
                SealedRecord record = reader.read(i);
                writer.append(record);
            }
        }
    }

    private boolean exchange(List<MarkedPack> packs, PackWriter written) throws IOException {
        try (VolumeLock _ = premises.lock()) {
            premises.publishLocked(written);
            Scene scene = premises.lookLocked();
            keepClosed(scene, packs, written.header().id());
            Map<PackId, Dead> all = new HashMap<>(scene.condemned().packs());
            packs.forEach(pack -> all.put(pack.id(), Dead.wholly(pack.records())));
            notes.save(all);
            premises.lookLocked();
        }
        for (MarkedPack pack : packs) {
            volume.delete(PackName.published(pack.id(), pack.kind()).path());
        }
        new Remnants(premises).conclude();
        return true;
    }

    private void keepClosed(Scene scene, List<MarkedPack> packs, PackId written)
            throws IOException {
        Set<PackId> closed = new HashSet<>(premises.index().closed(scene.stamp()));
        Set<PackId> replaced = new HashSet<>();
        packs.forEach(pack -> replaced.add(pack.id()));
        if (closed.containsAll(replaced)) {
            closed.removeAll(replaced);
            closed.add(written);
            premises.index().saveClosed(scene.stamp(), closed);
        }
    }

    /** What is put together only with its like. */
    private record Sort(PackKind kind, ClientId client, boolean isDistrusted) {}

    private record Tiny(MarkedPack pack, PackHeader header, long size) {}

    /** Puts packs together of which a client brought many and each holds little. */
    void mergeTiny(Collection<MarkedPack> packs) throws IOException {
        Scene scene = look();
        Set<PackId> existing = scene.packs().keySet();
        Map<Sort, List<Tiny>> tiny = new HashMap<>();
        for (MarkedPack pack : packs) {
            if (pack.judgement() == MarkedPack.Judgement.BY_MARKS && existing.contains(pack.id())) {
                tiny(pack)
                        .ifPresent(each ->
                                tiny.computeIfAbsent(
                                                new Sort(
                                                        pack.kind(),
                                                        each.header().source().client(),
                                                        isDistrusted(scene, pack)),
                                                sort -> new ArrayList<>())
                                        .add(each));
            }
        }
        for (List<Tiny> all : tiny.values()) {
            merge(all);
        }
    }

    private Optional<Tiny> tiny(MarkedPack pack) throws IOException {
        try (PackReader reader = PackReader.open(volume, pack.id(), pack.kind())) {
            return reader.size() > TINY_MAX
                    ? Optional.empty()
                    : Optional.of(new Tiny(pack, reader.header(), reader.size()));
        } catch (NoSuchFileException | MalformedException other) {
            return Optional.empty();
        }
    }

    private void merge(List<Tiny> all) throws IOException {
        List<Tiny> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparing(each -> each.header().source().received()));
        List<MarkedPack> group = new ArrayList<>();
        Set<KeyWrap> wraps = new HashSet<>();
        long size = 0;
        for (Tiny each : sorted) {
            Set<KeyWrap> more = new HashSet<>(wraps);
            more.addAll(each.header().wraps());
            if (more.size() > KeyWrap.COUNT_MAX || size + each.size() > MERGED_SIZE_MAX) {
                mergeGroup(group);
                group.clear();
                more = new HashSet<>(each.header().wraps());
                size = 0;
            }
            group.add(each.pack());
            wraps = more;
            size += each.size();
        }
        mergeGroup(group);
    }

    private void mergeGroup(List<MarkedPack> group) throws IOException {
        if (group.size() >= MERGED_MIN) {
            replace(List.copyOf(group));
        }
    }
}
