package dev.holdfast.server.tell;

import dev.holdfast.model.RunOutcome;
import dev.holdfast.model.SessionId;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.mail.Letter;
import dev.holdfast.platform.mail.MailAddress;
import dev.holdfast.platform.outbox.Outbox;
import dev.holdfast.platform.web.WebCall;
import dev.holdfast.server.digest.Digest;
import dev.holdfast.server.digest.RunPage;
import dev.holdfast.server.json.Json;
import dev.holdfast.server.notice.NoticePolicy;
import dev.holdfast.server.report.RunReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a server has to tell: letters and calls are made, and wait in its outbox. */
public final class Tidings {
    /** So long a client that lost its connection may try again. */
    private static final Duration RETRIES = Duration.ofHours(2);

    /** What broke off longer ago is no news. */
    private static final Duration NEWS = Duration.ofDays(2);

    private final Outbox outbox;
    private final ToldBefore repeats;
    private final String host;
    private final ZoneId zone;

    /**
     * @param root the server's folder
     * @param host the server's name, for people
     * @param zone in which they read times
     */
    public Tidings(Volume root, String host, ZoneId zone) {
        this.outbox = new Outbox(root);
        this.repeats = new ToldBefore(root);
        this.host = host;
        this.zone = zone;
    }

    /**
     * A run has ended. That it broke off is not told yet: its client tries again.
     *
     * @param client its name
     */
    public void run(String client, RunReport report, NoticePolicy policy, Instant now)
            throws IOException {
        if (report.outcome() != RunOutcome.BROKEN_OFF && report.outcome() != RunOutcome.UNDERWAY) {
            tell(client, report, policy, now);
        }
    }

    /** The same for the last run of a client, looked at now and then: if it broke off for good. */
    public void lastRun(String client, RunReport report, NoticePolicy policy, Instant now)
            throws IOException {
        boolean isForGood =
                report.outcome() == RunOutcome.BROKEN_OFF
                        && report.ended().plus(RETRIES).isBefore(now)
                        && report.ended().plus(NEWS).isAfter(now);
        String session = report.session().map(SessionId::toString).orElse("");
        if (isForGood
                && policy.wantsRuns()
                && isNews("%s broke off %s".formatted(client, session), now)) {
            tell(client, report, policy, now);
        }
    }

    /** Each is told once; the matter is forgotten long after the run is no news. */
    private boolean isNews(String matter, Instant now) throws IOException {
        OptionalLong before = repeats.due(matter, now);
        return before.isPresent() && before.getAsLong() == 0;
    }

    private void tell(String client, RunReport report, NoticePolicy policy, Instant now)
            throws IOException {
        call(client, report, policy.hooks(), now);
        boolean isError = report.outcome().isBad() || report.served().refusals().count() > 0;
        List<MailAddress> errors = isError ? policy.readers().errors() : List.of();
        String subject = RunPage.subject(client, report);
        String text = RunPage.text(client, report, zone);
        if (!errors.isEmpty() && policy.carrier().isPresent()) {
            OptionalLong untold = repeats.due(matter(client, report), now);
            if (untold.isPresent()) {
                String more =
                        untold.getAsLong() == 0
                                ? ""
                                : "\nThe like happened %d times more since it was told last.\n"
                                        .formatted(untold.getAsLong());
                mail(policy, errors, new Page(subject, text + more, Optional.empty()), now);
            }
        }
        List<MailAddress> jobs = new ArrayList<>(policy.readers().jobs());
        jobs.removeAll(errors);
        mail(policy, jobs, new Page(subject, text, Optional.empty()), now);
    }

    private static String matter(String client, RunReport report) {
        return "%s %s %s"
                .formatted(
                        client,
                        report.series().map(Object::toString).orElse("-"),
                        report.outcome().word());
    }

    private void call(String client, RunReport report, NoticePolicy.Hooks hooks, Instant now)
            throws IOException {
        if (hooks.webhook().isPresent()) {
            byte[] json =
                    Json.line(fields -> {
                        fields.writeStringField("event", "run");
                        fields.writeStringField("server", host);
                        fields.writeStringField("client", client);
                        report.write(fields);
                    });
            String body = new String(json, StandardCharsets.UTF_8).strip();
            outbox.add(new WebCall(hooks.webhook().get(), Optional.of(body)), now);
        }
        var ping = report.outcome().isGood() ? hooks.pingSuccess() : hooks.pingFailure();
        if (ping.isPresent()) {
            outbox.add(new WebCall(ping.get(), Optional.empty()), now);
        }
    }

    /** What needs an administrator, each a sentence that is safe to print. */
    public void matters(String about, List<String> sentences, NoticePolicy policy, Instant now)
            throws IOException {
        if (!sentences.isEmpty()) {
            String subject = "[holdfast] %s: %s".formatted(host, about);
            String text = String.join("\n", sentences) + "\n";
            Page page = new Page(subject, text, Optional.empty());
            mail(policy, policy.readers().errors(), page, now);
        }
    }

    /** All clients on a page. */
    public void digest(Digest digest, NoticePolicy policy, Instant now) throws IOException {
        Page page = new Page(digest.subject(), digest.text(zone), Optional.of(digest.html(zone)));
        mail(policy, policy.readers().digest(), page, now);
    }

    private record Page(String subject, String text, Optional<String> html) {}

    private void mail(NoticePolicy policy, List<MailAddress> to, Page page, Instant now)
            throws IOException {
        if (policy.carrier().isPresent() && !to.isEmpty()) {
            outbox.add(
                    new Letter(
                            now,
                            policy.carrier().get().from(),
                            to,
                            page.subject(),
                            page.text(),
                            page.html()));
        }
    }
}
