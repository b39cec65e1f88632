package dev.holdfast.server.notice;

import dev.holdfast.platform.mail.MailAddress;
import dev.holdfast.platform.mail.MailServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is told what, and how.
 *
 * @param punctuality when a series is overdue
 * @param carrier of mail; none: nobody gets any
 * @param readers of mail
 * @param metrics the file for a collector of figures
 */
public record NoticePolicy(
        Punctuality punctuality,
        Optional<Carrier> carrier,
        Readers readers,
        Hooks hooks,
        Optional<Path> metrics) {
    public static final NoticePolicy STANDARD =
            new NoticePolicy(
                    new Punctuality(Duration.ofHours(26), Set.of()),
                    Optional.empty(),
                    new Readers(List.of(), List.of(), List.of()),
                    new Hooks(Optional.empty(), Optional.empty(), Optional.empty()),
                    Optional.empty());

    /**
     * When a series is overdue.
     *
     * @param within a backup is expected at least so often; zero: never
     * @param except series that may be as late as they like
     */
    public record Punctuality(Duration within, Set<String> except) {
        public Punctuality {
            except = Set.copyOf(except);
        }
    }

    /** Who takes mail, and from whom it is. */
    public record Carrier(MailAddress from, MailServer server) {}

    /**
     * Who gets mail.
     *
     * @param errors of what failed, was refused, or needs an administrator
     * @param jobs of every run
     * @param digest of all clients, once a day
     */
    public record Readers(
            List<MailAddress> errors, List<MailAddress> jobs, List<MailAddress> digest) {
        public Readers {
            errors = List.copyOf(errors);
            jobs = List.copyOf(jobs);
            digest = List.copyOf(digest);
        }
    }

    /**
     * Whom to call after each run.
     *
     * @param webhook gets the run as JSON
     * @param pingSuccess is asked for after a good one
     * @param pingFailure after any other
     */
    public record Hooks(
            Optional<URI> webhook, Optional<URI> pingSuccess, Optional<URI> pingFailure) {}

    /** Whether anybody gets mail of what failed, was refused, or needs an administrator. */
    public boolean mailsErrors() {
        return carrier.isPresent() && !readers.errors().isEmpty();
    }

    /** Whether anybody wants to hear of a run. */
    public boolean wantsRuns() {
        return mailsErrors()
                || (carrier.isPresent() && !readers.jobs().isEmpty())
                || hooks.webhook().isPresent()
                || hooks.pingSuccess().isPresent()
                || hooks.pingFailure().isPresent()
                || metrics.isPresent();
    }
}
