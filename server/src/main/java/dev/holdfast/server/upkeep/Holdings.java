package dev.holdfast.server.upkeep;

import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.allowance.Account;
import dev.holdfast.server.space.Room;
import dev.holdfast.server.space.Shares;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All vaults of a volume as they are now.
 *
 * @param holdings those that exist and can be looked at
 * @param room that there is
 * @param complaints what cannot be looked at, each a sentence
 */
public record Holdings(List<Holding> holdings, Room room, List<String> complaints) {
    public Holdings {
        holdings = List.copyOf(holdings);
        complaints = List.copyOf(complaints);
    }

    static Holdings of(Household household) throws IOException {
        List<Holding> opened = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        long closedBytes = 0;
        for (Tenant tenant : household.tenants()) {
            try {
                Optional<Volume> volume = tenant.volume();
                if (volume.isPresent()) {
                    opened.add(Holding.of(tenant, volume.get(), 0));
                }
            } catch (IOException damaged) {
                complaints.add("%s: %s".formatted(tenant.name(), damaged.getMessage()));
                closedBytes += OwnBytes.of(tenant.folder());
            }
        }
        Room room = room(household, opened, closedBytes);
        return new Holdings(withShares(household, opened, room), room, complaints);
    }

    private static Room room(Household household, List<Holding> opened, long closedBytes)
            throws IOException {
        long own = closedBytes;
        List<Long> usual = new ArrayList<>();
        for (Holding holding : opened) {
            own += holding.usedBytes();
            usual.add(holding.account().map(Account::newBytesUsual).orElse(0L));
        }
        return Room.of(
                Volume.on(household.root()).space(), own, household.policy().reserve(), usual);
    }

    private static List<Holding> withShares(Household household, List<Holding> opened, Room room) {
        List<Long> shares = Shares.of(room.capacity(), household.shares());
        List<Holding> all = new ArrayList<>();
        for (Holding holding : opened) {
            long share = shares.get(household.tenants().indexOf(holding.tenant()));
            all.add(
                    new Holding(
                            holding.tenant(),
                            holding.volume(),
                            holding.usedBytes(),
                            share,
                            holding.account()));
        }
        return all;
    }

    Optional<Holding> of(Tenant tenant) {
        return holdings.stream()
                .filter(holding -> holding.tenant().client().equals(tenant.client()))
                .findFirst();
    }
}
