package dev.holdfast.store.reclaim;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.PackId;
import dev.holdfast.store.mark.Places;
import dev.holdfast.store.pack.PackKind;
import java.util.Map;

/**
 * A vault as it was at one moment.
 *
 * @param packs that existed
 * @param indexed how many records of each pack the index has
 * @param condemned what was dead then
 * @param stamp of what was known to be damaged
 */
public record Scene(
        Map<PackId, PackKind> packs,
        Places places,
        Map<PackId, Integer> indexed,
        Condemned condemned,
        Bytes stamp) {}
