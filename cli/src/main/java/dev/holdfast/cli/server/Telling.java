package dev.holdfast.cli.server;

import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.linux.ThisProcess;
import dev.holdfast.platform.mail.Mailer;
import dev.holdfast.platform.outbox.Outbox;
import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.DetachedProcess;
import dev.holdfast.server.digest.DigestMaker;
import dev.holdfast.server.log.Refusals;
import dev.holdfast.server.log.SessionLog;
import dev.holdfast.server.metrics.Metrics;
import dev.holdfast.server.metrics.MetricsFile;
import dev.holdfast.server.notice.LateBefore;
import dev.holdfast.server.notice.NoticePolicy;
import dev.holdfast.server.report.RunReport;
import dev.holdfast.server.slots.SentAway;
import dev.holdfast.server.tell.DigestDay;
import dev.holdfast.server.tell.Lateness;
import dev.holdfast.server.tell.Tidings;
import dev.holdfast.server.upkeep.Household;
import dev.holdfast.server.upkeep.Tenant;
import dev.holdfast.server.view.ClientView;
import dev.holdfast.server.view.ServerView;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells people and programs what a server has to tell. Whatever goes wrong with that is a line in
 * the log, and hinders nothing.
 *
 * @param log gets a sentence for whatever went wrong
 */
record Telling(ServerHere here, Consumer<String> log) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String REFUSED = "somebody was refused";

    /** Something that may fail. */
    @FunctionalInterface
    private interface Attempt {
        void make() throws IOException;
    }

    private void attempt(String what, Attempt attempt) {
        try {
            attempt.make();
        } catch (IOException failure) {
            log.accept("cannot %s: %s".formatted(what, failure.getMessage()));
        }
    }

    private Volume root() throws IOException {
        return Volume.on(here.config().root());
    }

    private Instant now() {
        return here.around().clock().instant();
    }

    private Tidings tidings() throws IOException {
        return new Tidings(root(), host(), ZoneId.systemDefault());
    }

    private String host() throws IOException {
        Optional<String> address = here.config().address();
        return address.isPresent() ? address.get() : ThisProcess.hostName();
    }

    /** Runs of a client have ended; its session is about to. Another process does the rest. */
    void runs(Tenant client, Collection<RunReport> reports) {
        NoticePolicy policy = client.policy().notices();
        if (reports.isEmpty() || !policy.wantsRuns()) {
            return;
        }
        attempt(
                "tell of a run",
                () -> {
                    Tidings tidings = tidings();
                    for (RunReport report : reports) {
                        tidings.run(client.name(), report, policy, now());
                    }
                    deliverApart();
                });
    }

    private void deliverApart() throws IOException {
        DetachedProcess.start(
                Command.of(
                        here.program().launcher().toString(),
                        "server",
                        "deliver",
                        "--config",
                        here.file().toString()));
    }

    /** A client was refused what is in no report. */
    void refusals(Tenant client, List<String> sentences) {
        attempt(
                "tell of a refusal",
                () -> {
                    if (tell(client, sentences)) {
                        deliverApart();
                    }
                });
    }

    /** Somebody who is no client was refused something. */
    void refusals(List<String> sentences) {
        attempt(
                "tell of a refusal",
                () -> {
                    if (tell(sentences, here.inForce().policy().notices())) {
                        deliverApart();
                    }
                });
    }

    private boolean tell(Tenant client, List<String> sentences) throws IOException {
        NoticePolicy policy = client.policy().notices();
        return policy.mailsErrors()
                && tellNews(
                        refused(client.name()),
                        Refusals.of(root(), client.client()).add(sentences, now()),
                        policy);
    }

    private boolean tell(List<String> sentences, NoticePolicy policy) throws IOException {
        return policy.mailsErrors()
                && tellNews(REFUSED, Refusals.ofStrangers(root()).add(sentences, now()), policy);
    }

    private boolean tellNews(String about, List<String> sentences, NoticePolicy policy)
            throws IOException {
        tidings().matters(about, sentences, policy, now());
        return !sentences.isEmpty();
    }

    private static String refused(String client) {
        return client + " was refused";
    }

    /**
     * All that is due now and then.
     *
     * @param wrong what needs an administrator, if that is news
     */
    void now(Household household, List<String> wrong) {
        attempt(
                "tell of the server",
                () -> {
                    Instant now = now();
                    ServerView view = ServerView.of(household, here.upkeep(household), now);
                    NoticePolicy policy = household.policy().notices();
                    Tidings tidings = tidings();
                    tidings.matters("the server needs you", wrong, policy, now);
                    tell(tidings, household, view);
                    sentAway(household);
                    refusalsOfTheDay(household);
                    if (!policy.readers().digest().isEmpty()
                            && new DigestDay(root()).isDue(now.atZone(ZoneId.systemDefault()))) {
                        tidings.digest(
                                DigestMaker.of(view, host(), ZoneId.systemDefault()), policy, now);
                    }
                    writeMetrics(policy, view);
                });
        deliver(household);
    }

    private void tell(Tidings tidings, Household household, ServerView view) throws IOException {
        Instant now = view.at();
        LateBefore before = new LateBefore(root());
        Lateness lateness = Lateness.of(view.clients(), before.load(), now);
        for (Map.Entry<ClientView, List<String>> news : lateness.news().entrySet()) {
            NoticePolicy policy = policy(household, news.getKey());
            tidings.matters("backups of " + news.getKey().name(), news.getValue(), policy, now);
            news.getValue().forEach(log);
        }
        before.save(lateness.late());
        for (ClientView client : view.clients()) {
            if (client.lastRun().isPresent()) {
                NoticePolicy policy = policy(household, client);
                tidings.lastRun(client.name(), client.lastRun().get(), policy, now);
            }
        }
    }

    private void sentAway(Household household) throws IOException {
        for (SentAway each : SentAway.take(root())) {
            Optional<Tenant> client =
                    household.tenants().stream()
                            .filter(tenant -> tenant.client().toString().equals(each.owner()))
                            .findFirst();
            String sentence =
                    each.sentence(client.map(Tenant::name).orElse("invitation " + each.owner()));
            log.accept(sentence);
            if (each.isOften() && client.isPresent()) {
                tell(client.get(), List.of(sentence));
            } else if (each.isOften()) {
                tell(List.of(sentence), household.policy().notices());
            }
        }
    }

    private void refusalsOfTheDay(Household household) throws IOException {
        for (Tenant tenant : household.tenants()) {
            tellNews(
                    refused(tenant.name()),
                    Refusals.of(root(), tenant.client()).due(now()),
                    tenant.policy().notices());
        }
        tellNews(REFUSED, Refusals.ofStrangers(root()).due(now()), household.policy().notices());
    }

    private static NoticePolicy policy(Household household, ClientView client) {
        return household
                .find(client.id())
                .map(tenant -> tenant.policy().notices())
                .orElse(household.policy().notices());
    }

    private void writeMetrics(NoticePolicy policy, ServerView view) throws IOException {
        if (policy.metrics().isPresent()) {
            new MetricsFile(policy.metrics().get()).write(Metrics.text(view));
        }
    }

    /** Sends what waits, and writes figures that are not fresh. */
    void deliver(Household household) {
        NoticePolicy policy = household.policy().notices();
        attempt(
                "send what waits",
                () -> {
                    Optional<Mailer> mailer =
                            policy.carrier().map(carrier -> new Mailer(carrier.server(), PATIENCE));
                    new Outbox(root())
                            .deliver(new Outbox.Carriers(mailer, PATIENCE), now())
                            .forEach(log);
                });
        attempt(
                "write metrics",
                () -> {
                    if (policy.metrics().isPresent()
                            && !new MetricsFile(policy.metrics().get()).isFresh(now())) {
                        writeMetrics(
                                policy, ServerView.of(household, here.upkeep(household), now()));
                    }
                });
    }

    /** With the server's log as its log. */
    static Telling of(ServerHere here) {
        SessionLog log = new SessionLog(here.config().root(), "notices", here.around().clock());
        return new Telling(here, log::add);
    }
}
