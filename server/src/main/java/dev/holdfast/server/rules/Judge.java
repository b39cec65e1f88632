package dev.holdfast.server.rules;

import dev.holdfast.model.ClientName;
import java.net.InetAddress;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Decides whether a client may do what it asks for. */
public final class Judge {
    private Judge() {}

    /**
     * Who asks for what.
     *
     * @param address that the connection comes from; empty: from no other machine, as far as
     *     anybody knows
     */
    public record Facts(
            ClientName client, Optional<InetAddress> address, Instant now, Asked asked) {
        String shownAddress() {
            return address.map(InetAddress::getHostAddress).orElse("an unknown address");
        }
    }

    /** What becomes of it. */
    public sealed interface Verdict {
        record Allowed() implements Verdict {}

        /**
         * It may not.
         *
         * @param sentence what is refused and why
         * @param lift the command on the server that would allow it
         */
        record Refused(String sentence, String lift) implements Verdict {}
    }

    /** Address, then command, then time: the first that is against it is named. */
    public static Verdict judge(ClientRules rules, Facts facts) {
        if (!isWelcomeFrom(rules.from(), facts.address())) {
            return refused(
                    facts,
                    "%s may not come from %s".formatted(facts.client(), facts.shownAddress()),
                    "--from " + facts.address().map(InetAddress::getHostAddress).orElse("::/0"));
        }
        return switch (facts.asked()) {
            case CONNECTION -> new Verdict.Allowed();
            case RESTORE, LIST -> command(rules, facts);
            case BACKUP ->
                    command(rules, facts) instanceof Verdict.Refused refused
                            ? refused
                            : hours(rules, facts);
        };
    }

    private static boolean isWelcomeFrom(List<Network> from, Optional<InetAddress> address) {
        return from.isEmpty()
                || address.filter(each -> from.stream().anyMatch(net -> net.contains(each)))
                        .isPresent();
    }

    private static Verdict command(ClientRules rules, Facts facts) {
        if (rules.commands().contains(facts.asked())) {
            return new Verdict.Allowed();
        }
        String word = facts.asked().word();
        return refused(facts, "%s may not %s".formatted(facts.client(), word), "--command " + word);
    }

    private static Verdict hours(ClientRules rules, Facts facts) {
        if (rules.hours().isEmpty() || rules.hours().get().areOpen(facts.now())) {
            return new Verdict.Allowed();
        }
        Hours hours = rules.hours().get();
        String next =
                hours.nextOpening(facts.now())
                        .map(opening -> ", next at " + shown(opening, hours))
                        .orElse("");
        return refused(
                facts,
                "a backup of %s may begin only within %s%s".formatted(facts.client(), hours, next),
                "--any-time");
    }

    private static OffsetDateTime shown(Instant opening, Hours hours) {
        return opening.truncatedTo(ChronoUnit.MINUTES).atZone(hours.zone()).toOffsetDateTime();
    }

    private static Verdict.Refused refused(Facts facts, String sentence, String option) {
        return new Verdict.Refused(
                sentence, "holdfast server allow %s %s".formatted(facts.client(), option));
    }
}
