package dev.holdfast.cli.report;

import dev.holdfast.cli.console.JsonLine;
import dev.holdfast.client.config.Notices;
import dev.holdfast.client.report.LocalReport;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.linux.ThisProcess;
import dev.holdfast.platform.mail.Letter;
import dev.holdfast.platform.mail.MailAddress;
import dev.holdfast.platform.mail.Mailer;
import dev.holdfast.platform.outbox.Outbox;
import dev.holdfast.platform.web.WebCall;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells of a run whoever {@code client.toml} names. What cannot be sent waits for the next run. */
public final class RunNotices {
    /** Nobody waits long for a mail server after a backup. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Notices notices;
    private final Outbox outbox;

    /**
     * @param state the client's state folder
     */
    public RunNotices(Notices notices, Path state) throws IOException {
        this.notices = notices;
        this.outbox = new Outbox(Volume.privateOn(state));
    }

    /**
     * Tells of a run.
     *
     * @return what went wrong with telling, each a sentence
     */
    public List<String> tell(LocalReport report, Instant now) throws IOException {
        if (notices.equals(Notices.NONE)) {
            return List.of();
        }
        List<MailAddress> errors = report.outcome().isBad() ? notices.errorsTo() : List.of();
        List<MailAddress> readers = new ArrayList<>(errors);
        notices.jobsTo().stream().filter(each -> !errors.contains(each)).forEach(readers::add);
        if (notices.carrier().isPresent() && !readers.isEmpty()) {
            MailAddress from = notices.carrier().get().from();
            String text = String.join("\n", RunText.lines(report)) + "\n";
            outbox.add(new Letter(now, from, readers, subject(report), text, Optional.empty()));
        }
        if (notices.webhook().isPresent()) {
            String json =
                    JsonLine.of(fields -> {
                        fields.writeStringField("event", "run");
                        fields.writeStringField("host", host());
                        ReportJson.write(fields, report);
                    });
            outbox.add(new WebCall(notices.webhook().get(), Optional.of(json)), now);
        }
        Optional<URI> ping =
                report.outcome().isGood() ? notices.pingSuccess() : notices.pingFailure();
        if (ping.isPresent()) {
            outbox.add(new WebCall(ping.get(), Optional.empty()), now);
        }
        Optional<Mailer> mailer =
                notices.carrier().map(carrier -> new Mailer(carrier.server(), PATIENCE));
        return outbox.deliver(new Outbox.Carriers(mailer, PATIENCE), now);
    }

    private static String subject(LocalReport report) throws IOException {
        String word = report.outcome().word();
        return "[holdfast] %s: %s, series %s"
                .formatted(
                        host(),
                        report.outcome().isBad() ? word.toUpperCase(Locale.ROOT) : word,
                        report.series());
    }

    private static String host() throws IOException {
        return ThisProcess.hostName();
    }
}
