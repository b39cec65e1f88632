package dev.holdfast.server.setup;

import java.util.List;

/**
 * What is to be done, in order.
 *
 * @param obstacles sentences; while there is one, nothing may be done
 */
public record SetupPlan(List<SetupStep> steps, List<String> obstacles) {
    public SetupPlan {
        steps = List.copyOf(steps);
        obstacles = List.copyOf(obstacles);
    }
}
