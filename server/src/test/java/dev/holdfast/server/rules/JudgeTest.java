package dev.holdfast.server.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.ClientName;
import dev.holdfast.server.rules.Judge.Facts;
import dev.holdfast.server.rules.Judge.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JudgeTest {
    private static final String NIGHT = "2026-11-16T23:00:00Z";
    private static final String NOON = "2026-11-16T12:00:00Z";

    private static final ClientRules STRICT =
            new ClientRules(
                    List.of(Network.parse("10.0.0.0/8"), Network.parse("2001:db8::/32")),
                    Set.of(Asked.BACKUP, Asked.LIST),
                    Optional.of(
                            new Hours(
                                    Window.parseAll("22:00-05:30"),
                                    ZoneOffset.UTC,
                                    Duration.ZERO)));

    private static Facts facts(String address, String now, Asked asked) {
        return new Facts(
                new ClientName("web1"), Network.address(address), Instant.parse(now), asked);
    }

    @ParameterizedTest
    @EnumSource(Asked.class)
    void withoutRulesEverythingIsAllowed(Asked asked) {
        assertThat(Judge.judge(ClientRules.NONE, facts("", NOON, asked)))
                .isEqualTo(new Verdict.Allowed());
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, " + NIGHT + ", CONNECTION",
        "2001:db8::1, " + NIGHT + ", BACKUP",
        "10.1.2.3, " + NOON + ", CONNECTION",
        "10.1.2.3, " + NOON + ", LIST",
    })
    void whatTheRulesSayIsAllowed(String address, String now, Asked asked) {
        assertThat(Judge.judge(STRICT, facts(address, now, asked)))
                .isEqualTo(new Verdict.Allowed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.1 | "
                        + NIGHT
                        + " | CONNECTION | web1 may not come from 192.0.2.1 | --from 192.0.2.1",
                "192.0.2.1 | "
                        + NOON
                        + " | RESTORE | web1 may not come from 192.0.2.1 | --from 192.0.2.1",
                "'' | "
                        + NIGHT
                        + " | LIST | web1 may not come from an unknown address | --from ::/0",
                "10.1.2.3 | " + NIGHT + " | RESTORE | web1 may not restore | --command restore",
                "10.1.2.3 | "
                        + NOON
                        + " | BACKUP | a backup of web1 may begin only within 22:00-05:30 (Z),"
                        + " next at 2026-11-16T22:00Z | --any-time",
            })
    void whatIsRefusedIsNamedWithTheCommandThatLiftsIt(
            String address, String now, Asked asked, String sentence, String option) {
        assertThat(Judge.judge(STRICT, facts(address, now, asked)))
                .isEqualTo(new Verdict.Refused(sentence, "holdfast server allow web1 " + option));
    }

    @Test
    void hoursAreNotForRestoring() {
        ClientRules all = new ClientRules(List.of(), Asked.COMMANDS, STRICT.hours());
        assertThat(Judge.judge(all, facts("10.1.2.3", NOON, Asked.RESTORE)))
                .isEqualTo(new Verdict.Allowed());
    }

    @Test
    void eachExceptionLiftsOneThing() {
        assertThat(Judge.judge(STRICT.atAnyTime(), facts("10.1.2.3", NOON, Asked.BACKUP)))
                .isEqualTo(new Verdict.Allowed());
        assertThat(Judge.judge(STRICT.also(Asked.RESTORE), facts("10.1.2.3", NOON, Asked.RESTORE)))
                .isEqualTo(new Verdict.Allowed());
        ClientRules here = STRICT.alsoFrom(Network.parse("192.0.2.1"));
        assertThat(Judge.judge(here, facts("192.0.2.1", NIGHT, Asked.BACKUP)))
                .isEqualTo(new Verdict.Allowed());
        assertThat(Judge.judge(here, facts("192.0.2.2", NIGHT, Asked.BACKUP)))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void oneMoreNetworkDoesNotShutOthersOutWhereAllWereWelcome() {
        assertThat(ClientRules.NONE.alsoFrom(Network.parse("192.0.2.1")))
                .isEqualTo(ClientRules.NONE);
    }
}
