package dev.holdfast.server.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Made-up clients that back up once a day to a made-up disc. What is kept is decided by the same
 * code as on a server; only bytes and time are made up.
 */
public final class Simulation {
    private Simulation() {}

    public static SimulationResult run(SimulationRequest request) {
        World world =
                new World(request.disc(), request.policies(), request.start(), request.seed());
        for (Load load : request.loads()) {
            world.enrol(load.name(), load.size(), request.start());
        }
        List<SimulationResult.Day> days = new ArrayList<>();
        for (int day = 0; day < request.days(); day++) {
            days.add(day(world, request.loads(), request.start().plus(Duration.ofDays(day))));
        }
        Instant end = request.start().plus(Duration.ofDays(request.days()));
        return new SimulationResult(
                request,
                end,
                days,
                world.tenants().stream().map(tenant -> client(world, tenant, end)).toList());
    }

    private static SimulationResult.Day day(World world, List<Load> loads, Instant morning) {
        int refused = 0;
        for (int i = 0; i < loads.size(); i++) {
            Load load = loads.get(i);
            World.Change change = new World.Change(load.change(), load.growth());
            boolean made = world.backUp(world.tenants().get(i), change, morning.plusSeconds(i));
            refused += made ? 0 : 1;
        }
        Instant evening = morning.plus(Duration.ofHours(20));
        int snapshots =
                world.tenants().stream().mapToInt(tenant -> tenant.newestFirst().size()).sum();
        Duration back =
                world.tenants().stream()
                        .map(tenant -> back(tenant, evening))
                        .min(Duration::compareTo)
                        .orElse(Duration.ZERO);
        return new SimulationResult.Day(world.usedBytes(), snapshots, refused, back);
    }

    private static Duration back(World.Tenant tenant, Instant now) {
        return tenant.newestFirst().isEmpty()
                ? Duration.ZERO
                : Duration.between(tenant.newestFirst().getLast().received(), now);
    }

    private static SimulationResult.Client client(World world, World.Tenant tenant, Instant end) {
        return new SimulationResult.Client(
                tenant.name(), tenant.usedBytes(), world.verdicts(tenant, end));
    }
}
