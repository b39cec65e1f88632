package dev.holdfast.server.config;

import dev.holdfast.server.rules.Asked;
import dev.holdfast.server.rules.ClientRules;
import dev.holdfast.server.rules.Hours;
import dev.holdfast.server.rules.Network;
import dev.holdfast.server.rules.Window;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The text form of {@link ClientRules}: a section {@code [access]}. */
final class RulesToml {
    static final String ACCESS = "access";

    private static final List<String> FROM = path("from");
    private static final List<String> COMMANDS = path("commands");
    private static final List<String> HOURS = path("hours");
    private static final List<String> ZONE = path("time-zone");
    private static final List<String> SLACK = path("slack");

    private RulesToml() {}

    private static List<String> path(String key) {
        return List.of(ACCESS, key);
    }

    /**
     * @param before what holds for what is not said
     * @param zone the server's
     */
    static ClientRules parse(TomlFile toml, ClientRules before, ZoneId zone)
            throws ConfigException {
        toml.requireKnown(
                List.of(ACCESS), List.of("from", "commands", "hours", "time-zone", "slack"));
        return new ClientRules(
                toml.texts(FROM, Network::parse).orElse(before.from()),
                toml.texts(COMMANDS, Asked::command)
                        .<Set<Asked>>map(RulesToml::set)
                        .orElse(before.commands()),
                hours(toml, before.hours(), zone));
    }

    private static Set<Asked> set(List<Asked> commands) {
        Set<Asked> set = EnumSet.noneOf(Asked.class);
        set.addAll(commands);
        return set;
    }

    private static Optional<Hours> hours(TomlFile toml, Optional<Hours> before, ZoneId usual)
            throws ConfigException {
        ZoneId zone = toml.text(ZONE, Quantity::zone).orElse(before.map(Hours::zone).orElse(usual));
        Duration slack =
                toml.number(SLACK, RulesToml::slack)
                        .orElse(before.map(Hours::slack).orElse(Duration.ZERO));
        List<Window> windows =
                toml.texts(HOURS, Window::parseAll)
                        .map(texts -> texts.stream().flatMap(List::stream).toList())
                        .orElse(before.map(Hours::windows).orElse(List.of()));
        return windows.isEmpty() ? Optional.empty() : Optional.of(new Hours(windows, zone, slack));
    }

    private static Duration slack(long minutes) {
        long most = Hours.SLACK_MAX.toMinutes();
        if (minutes < 0 || minutes > most) {
            throw new IllegalArgumentException(
                    "slack must be within 0 and %d minutes".formatted(most));
        }
        return Duration.ofMinutes(minutes);
    }
}
