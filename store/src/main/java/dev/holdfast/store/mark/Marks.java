package dev.holdfast.store.mark;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.PackId;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.mark.MarkedPack.Judgement;
import dev.holdfast.store.pack.PackHeader;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.PackReader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One byte for each record of a vault. Packs are scanned from the newest to the oldest, as a record
 * mostly refers to older ones; nothing but speed depends on that.
 */
public final class Marks {
    private final Map<PackId, MarkedPack> packs;

    private Marks(Map<PackId, MarkedPack> packs) {
        this.packs = packs;
    }

    /**
     * What there is to mark.
     *
     * @param packs that exist
     * @param indexed how many records of each pack the index has
     * @param open sessions whose packs are left alone
     */
    public record Ground(
            Map<PackId, PackKind> packs, Map<PackId, Integer> indexed, Set<SessionId> open) {}

    /** No record is marked yet. */
    public static Marks unmarked(Volume volume, Ground ground) throws IOException {
        List<Found> found = new ArrayList<>();
        for (Map.Entry<PackId, PackKind> pack : ground.packs().entrySet()) {
            try {
                found.add(look(volume, pack.getKey(), pack.getValue(), ground));
            } catch (NoSuchFileException gone) {
                // Taken away since: nothing of it is present.
            }
        }
        found.sort(
                Comparator.comparing(Found::received)
                        .reversed()
                        .thenComparing(each -> each.id().value()));
        Map<PackId, MarkedPack> packs = new LinkedHashMap<>(found.size() * 2);
        for (Found each : found) {
            packs.put(
                    each.id(),
                    new MarkedPack(
                            each.id(),
                            each.kind(),
                            each.judgement(),
                            packs.size(),
                            each.records()));
        }
        return new Marks(packs);
    }

    private record Found(
            PackId id, PackKind kind, Judgement judgement, Timestamp received, int records) {}

    private static Found look(Volume volume, PackId id, PackKind kind, Ground ground)
            throws IOException {
        int indexed = ground.indexed().getOrDefault(id, 0);
        try (PackReader reader = PackReader.open(volume, id, kind)) {
            PackHeader header = reader.header();
            Timestamp received = header.source().received();
            boolean open = ground.open().contains(header.source().session());
            Judgement judgement =
                    reader.records() != indexed
                            ? Judgement.OPAQUE
                            : open ? Judgement.LEFT_ALONE : Judgement.BY_MARKS;
            return new Found(id, kind, judgement, received, indexed);
        } catch (MalformedException damaged) {
            return new Found(id, kind, Judgement.OPAQUE, new Timestamp(0, 0), indexed);
        }
    }

    /** All packs, the newest first, and behind them those that were met later. */
    public Collection<MarkedPack> packs() {
        return Collections.unmodifiableCollection(packs.values());
    }

    MarkedPack pack(PackId id, PackKind kind) {
        return packs.computeIfAbsent(
                id, later -> new MarkedPack(id, kind, Judgement.LEFT_ALONE, packs.size(), 0));
    }

    /** The same packs without a mark. */
    public Marks cleared() {
        Map<PackId, MarkedPack> cleared = new LinkedHashMap<>();
        packs.forEach((id, pack) ->
                cleared.put(
                        id,
                        new MarkedPack(
                                id, pack.kind(), pack.judgement(), pack.place(), pack.records())));
        return new Marks(cleared);
    }
}
