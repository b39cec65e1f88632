package dev.holdfast.server.config;

import dev.holdfast.server.slots.SessionPolicy;
import dev.holdfast.server.slots.Slots;
import java.time.Duration;
import java.util.List;

/** The text form of {@link SessionPolicy}: sections {@code [sessions]} and {@code [steps]}. */
final class SessionToml {
    private static final String SESSIONS = "sessions";
    private static final String STEPS = "steps";
    private static final List<String> OF_EACH = List.of(SESSIONS, "of-each");
    private static final List<String> OF_ALL = List.of(SESSIONS, "of-all");
    private static final List<String> IDLE = List.of(SESSIONS, "idle");
    private static final List<String> DEADLINE = List.of(STEPS, "deadline");
    private static final List<String> TOGETHER = List.of(STEPS, "deadline-together");

    /** Sections that only a server's file may have. */
    static final List<String> OF_SERVER = List.of(SESSIONS, STEPS);

    private SessionToml() {}

    /** What is left out stays as it was before. */
    static SessionPolicy parse(TomlFile toml, SessionPolicy before) throws ConfigException {
        toml.requireKnown(List.of(SESSIONS), List.of("of-each", "of-all", "idle"));
        toml.requireKnown(List.of(STEPS), List.of("deadline", "deadline-together"));
        Slots slots = before.slots();
        SessionPolicy.StepTime steps = before.steps();
        return new SessionPolicy(
                new Slots(
                        toml.number(OF_EACH, count -> new Slots(count(count), 1).ofEach())
                                .orElse(slots.ofEach()),
                        toml.number(OF_ALL, count -> new Slots(1, count(count)).ofAll())
                                .orElse(slots.ofAll())),
                toml.text(IDLE, text -> idle(before, text)).orElse(before.idle()),
                new SessionPolicy.StepTime(
                        toml.text(DEADLINE, text -> each(steps, text)).orElse(steps.each()),
                        toml.text(TOGETHER, text -> together(steps, text))
                                .orElse(steps.together())));
    }

    private static int count(long number) {
        return (int) Math.clamp(number, -1L, 1L << 30);
    }

    private static Duration idle(SessionPolicy before, String text) {
        return new SessionPolicy(before.slots(), Quantity.span(text), before.steps()).idle();
    }

    private static Duration each(SessionPolicy.StepTime before, String text) {
        return new SessionPolicy.StepTime(Quantity.span(text), before.together()).each();
    }

    private static Duration together(SessionPolicy.StepTime before, String text) {
        return new SessionPolicy.StepTime(before.each(), Quantity.span(text)).together();
    }
}
