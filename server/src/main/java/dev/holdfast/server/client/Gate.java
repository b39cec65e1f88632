package dev.holdfast.server.client;

import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.server.client.Standing.Retirement;
import dev.holdfast.server.rules.Asked;
import dev.holdfast.server.rules.ClientRules;
import dev.holdfast.server.rules.Judge;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What a client may do that came to the server: as its keys, its standing and its rules say. */
public final class Gate {
    private final Client client;
    private final Optional<ClientRules> rules;
    private final Optional<InetAddress> address;
    private final InstantSource clock;

    /**
     * @param client as the registry has it now
     * @param rules absent: nobody knows them, and nothing is allowed
     * @param address that it came from
     */
    public Gate(
            Client client,
            Optional<ClientRules> rules,
            Optional<InetAddress> address,
            InstantSource clock) {
        this.client = client;
        this.rules = rules;
        this.address = address;
        this.clock = clock;
    }

    /**
     * Why it may not do what it asks for, as of now.
     *
     * @param rights of the key that it came with
     */
    Optional<Answer.Refused> refusal(Rights rights, Asked asked) {
        if (!client.hasKeyFor(rights)) {
            return refused(
                    "the key of %s was revoked".formatted(client.name()),
                    "holdfast server invite " + client.name());
        }
        Optional<Retirement> retired = client.standing().retired();
        if (asked == Asked.BACKUP && retired.isPresent()) {
            return refused(
                    "%s was retired at %s and makes no backups any more"
                            .formatted(
                                    client.name(),
                                    retired.get().since().truncatedTo(ChronoUnit.SECONDS)),
                    "holdfast server retire --undo " + client.name());
        }
        return rules.isPresent() ? judged(rules.get(), asked) : unknown();
    }

    /** Which file, and what is wrong in it, is for the administrator alone. */
    private Optional<Answer.Refused> unknown() {
        return Optional.of(
                Answer.Refused.because(
                        RefusalCode.NOT_AUTHORISED,
                        ("the server's configuration for %s cannot be read, so it may do nothing;"
                                        + " the server's administrator knows")
                                .formatted(client.name()),
                        null));
    }

    private Optional<Answer.Refused> judged(ClientRules rules, Asked asked) {
        Instant now = clock.instant();
        ClientRules eased = rules;
        for (Exemption exemption : client.standing().exemptions()) {
            if (exemption.until().isAfter(now)) {
                eased = exemption.applied(eased);
            }
        }
        return switch (Judge.judge(eased, new Judge.Facts(client.name(), address, now, asked))) {
            case Judge.Verdict.Allowed() -> Optional.empty();
            case Judge.Verdict.Refused(String sentence, String lift) -> refused(sentence, lift);
        };
    }

    private static Optional<Answer.Refused> refused(String sentence, String lift) {
        return Optional.of(Answer.Refused.because(RefusalCode.NOT_AUTHORISED, sentence, lift));
    }
}
