package dev.holdfast.server.config;

import dev.holdfast.model.Printable;
import dev.holdfast.server.allowance.AdmissionPolicy;
import dev.holdfast.server.retention.Period;
import dev.holdfast.server.retention.RetentionPolicy;
import dev.holdfast.server.retention.RetentionPolicy.Order;
import dev.holdfast.server.retention.RetentionPolicy.RollOff;
import dev.holdfast.server.space.ReservePolicy;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The text form of {@link ServerPolicy}. */
final class PolicyToml {
    private static final String GOAL = "history-goal";
    private static final String RETENTION = "retention";
    private static final String RESERVE = "reserve";
    private static final String ADMISSION = "admission";
    private static final String LEVELS = "levels";

    /** In a client's file: the group whose file holds for it, too. */
    static final String GROUP_OF = "group";

    private final TomlFile toml;
    private final ServerPolicy before;

    private PolicyToml(TomlFile toml, ServerPolicy before) {
        this.toml = toml;
        this.before = before;
    }

    /** Where a policy may be said. */
    enum Scope {
        SERVER,
        VAULT,
        GROUP,
        CLIENT;

        List<String> keys() {
            return switch (this) {
                case SERVER ->
                        Stream.of(VAULT.keys(), NoticeToml.OF_SERVER, SessionToml.OF_SERVER)
                                .flatMap(List::stream)
                                .toList();
                case VAULT -> List.of(GOAL, RETENTION, RESERVE, ADMISSION);
                case GROUP ->
                        and(NoticeToml.OF_CLIENT, GOAL, RETENTION, ADMISSION, RulesToml.ACCESS);
                case CLIENT ->
                        and(
                                NoticeToml.OF_CLIENT,
                                GROUP_OF,
                                GOAL,
                                RETENTION,
                                ADMISSION,
                                RulesToml.ACCESS);
            };
        }

        private static List<String> and(List<String> some, String... others) {
            List<String> all = new ArrayList<>(List.of(others));
            all.addAll(some);
            return all;
        }
    }

    static ServerPolicy parse(String text, String file, Scope scope, ServerPolicy before)
            throws ConfigException {
        return parse(TomlFile.parse(text, file), scope, before);
    }

    static ServerPolicy parse(TomlFile toml, Scope scope, ServerPolicy before)
            throws ConfigException {
        if (scope != Scope.SERVER) {
            toml.requireKnown(List.of(), scope.keys());
        }
        toml.requireKnown(
                List.of(RETENTION),
                List.of("order", "minimum-age", "roll-off", "time-zone", LEVELS));
        toml.requireKnown(
                List.of(RETENTION, LEVELS),
                Arrays.stream(Period.values()).map(Period::word).toList());
        toml.requireKnown(List.of(RESERVE), List.of("start", "stop", "limit"));
        toml.requireKnown(
                List.of(ADMISSION), List.of("burst", "every", "growth", "floor", "share", "quota"));
        PolicyToml reading = new PolicyToml(toml, before);
        return new ServerPolicy(
                reading.retention(),
                reading.reserve(),
                reading.admission(),
                toml.text(List.of(GOAL), Quantity::span).orElse(before.historyGoal()),
                NoticeToml.parse(toml, scope, before.notices()),
                SessionToml.parse(toml, before.sessions()));
    }

    private static List<String> retention(String key) {
        return List.of(RETENTION, key);
    }

    private RetentionPolicy retention() throws ConfigException {
        RetentionPolicy usual = before.retention();
        ZoneId zone = toml.text(retention("time-zone"), Quantity::zone).orElse(usual.zone());
        Order order = toml.text(retention("order"), PolicyToml::order).orElse(usual.order());
        return new RetentionPolicy(
                order instanceof Order.Levels levels ? levels(levels) : withoutLevels(order),
                toml.number(
                                retention("minimum-age"),
                                days ->
                                        new RetentionPolicy(
                                                        usual.order(),
                                                        Math.toIntExact(
                                                                Math.clamp(days, -1, 1 << 30)),
                                                        usual.rollOff(),
                                                        zone)
                                                .minimumAge())
                        .orElse(usual.minimumAge()),
                toml.text(retention("roll-off"), PolicyToml::rollOff).orElse(usual.rollOff()),
                zone);
    }

    private static Order order(String text) {
        return switch (text) {
            case "age" -> new Order.Age();
            case "importance" -> new Order.Importance();
            case LEVELS -> Order.Levels.STANDARD;
            default ->
                    throw new IllegalArgumentException(
                            "order must be age, importance or levels: '%s'"
                                    .formatted(Printable.of(text)));
        };
    }

    private Order withoutLevels(Order order) throws ConfigException {
        if (toml.has(retention(LEVELS))) {
            throw toml.wrong(retention(LEVELS), "levels are only for order = \"levels\"");
        }
        return order;
    }

    private Order levels(Order.Levels usual) throws ConfigException {
        Order.Levels levels = usual;
        for (Period period : Period.values()) {
            Order.Levels last = levels;
            levels =
                    toml.number(
                                    List.of(RETENTION, LEVELS, period.word()),
                                    count ->
                                            last.with(
                                                    period, (int) Math.clamp(count, -1L, 1L << 30)))
                            .orElse(last);
        }
        return levels;
    }

    private static RollOff rollOff(String text) {
        return switch (text) {
            case "off" -> new RollOff.Off();
            case "unwanted" -> new RollOff.Unwanted();
            default -> new RollOff.OlderThan((int) Quantity.span(text).toDays());
        };
    }

    private ReservePolicy reserve() throws ConfigException {
        ReservePolicy usual = before.reserve();
        List<String> start = List.of(RESERVE, "start");
        List<String> stop = List.of(RESERVE, "stop");
        List<String> limit = List.of(RESERVE, "limit");
        var startAmount = toml.text(start, Quantity::amount).orElse(usual.start());
        var stopAmount = toml.text(stop, Quantity::amount).orElse(usual.stop());
        OptionalLong limitBytes =
                toml.text(limit, text -> OptionalLong.of(positive("limit", text)))
                        .orElse(usual.limit());
        try {
            return new ReservePolicy(startAmount, stopAmount, limitBytes);
        } catch (IllegalArgumentException impossible) {
            throw toml.wrong(
                    toml.has(start) ? start : stop, String.valueOf(impossible.getMessage()));
        }
    }

    private static long positive(String key, String text) {
        long bytes = Quantity.bytes(text);
        if (bytes == 0) {
            throw new IllegalArgumentException(key + " must be above 0");
        }
        return bytes;
    }

    private AdmissionPolicy admission() throws ConfigException {
        AdmissionPolicy usual = before.admission();
        return new AdmissionPolicy(
                rhythm(usual.rhythm()),
                toml.number(List.of(ADMISSION, "growth"), PolicyToml::growth)
                        .orElse(usual.growth()),
                toml.text(List.of(ADMISSION, "floor"), Quantity::bytes).orElse(usual.floor()),
                toml.text(List.of(ADMISSION, "share"), PolicyToml::share).orElse(usual.share()),
                toml.text(
                                List.of(ADMISSION, "quota"),
                                text -> OptionalLong.of(positive("quota", text)))
                        .orElse(usual.quota()));
    }

    private AdmissionPolicy.Rhythm rhythm(AdmissionPolicy.Rhythm usual) throws ConfigException {
        int burst =
                toml.number(
                                List.of(ADMISSION, "burst"),
                                count ->
                                        new AdmissionPolicy.Rhythm(
                                                        (int) Math.clamp(count, -1L, 1L << 30),
                                                        usual.every())
                                                .burst())
                        .orElse(usual.burst());
        Duration every =
                toml.text(
                                List.of(ADMISSION, "every"),
                                text ->
                                        new AdmissionPolicy.Rhythm(burst, Quantity.span(text))
                                                .every())
                        .orElse(usual.every());
        return new AdmissionPolicy.Rhythm(burst, every);
    }

    private static int growth(long times) {
        AdmissionPolicy usual = AdmissionPolicy.STANDARD;
        return new AdmissionPolicy(
                        usual.rhythm(),
                        (int) Math.clamp(times, -1L, 1L << 30),
                        usual.floor(),
                        usual.share(),
                        usual.quota())
                .growth();
    }

    private static OptionalDouble share(String text) {
        AdmissionPolicy usual = AdmissionPolicy.STANDARD;
        return new AdmissionPolicy(
                        usual.rhythm(),
                        usual.growth(),
                        usual.floor(),
                        OptionalDouble.of(Quantity.percent(text) / 100),
                        usual.quota())
                .share();
    }
}
