package dev.holdfast.server.upkeep;

import dev.holdfast.store.reclaim.Reclaimed;
import dev.holdfast.store.reclaim.Survey;
import dev.holdfast.store.vault.Vault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The room of a vault as the store counts and makes it. */
public final class StoreRoom implements VaultRoom {
    private final Holding holding;
    private @Nullable Vault vault;

    /** Costs a pass over the vault: kept for who does just what was looked at. */
    private @Nullable Survey last;

    public StoreRoom(Holding holding) {
        this.holding = holding;
    }

    @Override
    public List<Long> freedBytes(List<Long> order) throws IOException {
        Survey survey = vault().survey(order);
        last = survey;
        List<Long> freed = new ArrayList<>();
        for (int i = 0; i <= survey.order().size(); i++) {
            freed.add(survey.freed(i));
        }
        return freed;
    }

    @Override
    public Given give(List<Long> order) throws IOException {
        Survey survey = last;
        if (survey == null || !startsWith(survey.order(), order)) {
            survey = vault().survey(order);
        }
        last = null;
        Reclaimed reclaimed = vault().reclaim(survey, order.size());
        return new Given(reclaimed.promised(), reclaimed.measured());
    }

    private Vault vault() throws IOException {
        Vault known = vault;
        if (known == null) {
            known = holding.vault();
            vault = known;
        }
        return known;
    }

    private static boolean startsWith(List<Long> longer, List<Long> order) {
        return longer.size() >= order.size() && longer.subList(0, order.size()).equals(order);
    }

    @Override
    public Map<Long, Long> exclusiveBytes() throws IOException {
        return vault().exclusiveBytes();
    }
}
