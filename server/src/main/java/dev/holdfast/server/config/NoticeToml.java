package dev.holdfast.server.config;

import dev.holdfast.platform.mail.MailAddress;
import dev.holdfast.platform.mail.MailServer;
import dev.holdfast.platform.web.WebCall;
import dev.holdfast.server.notice.NoticePolicy;
import dev.holdfast.server.notice.NoticePolicy.Carrier;
import dev.holdfast.server.notice.NoticePolicy.Hooks;
import dev.holdfast.server.notice.NoticePolicy.Punctuality;
import dev.holdfast.server.notice.NoticePolicy.Readers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The text form of {@link NoticePolicy}. */
final class NoticeToml {
    private static final String REPORTS = "reports";
    private static final String MAIL = "mail";
    private static final String NOTIFY = "notify";
    private static final String METRICS = "metrics";

    /** Sections that a server's file may have, and one of a client. */
    static final List<String> OF_SERVER = List.of(REPORTS, MAIL, NOTIFY, METRICS);

    static final List<String> OF_CLIENT = List.of(REPORTS, MAIL, NOTIFY);

    private final TomlFile toml;
    private final NoticePolicy before;

    private NoticeToml(TomlFile toml, NoticePolicy before) {
        this.toml = toml;
        this.before = before;
    }

    /** What is left out stays as it was before. */
    static NoticePolicy parse(TomlFile toml, PolicyToml.Scope scope, NoticePolicy before)
            throws ConfigException {
        toml.requireKnown(List.of(REPORTS), List.of("overdue", "except"));
        toml.requireKnown(List.of(MAIL), mailKeys(scope));
        toml.requireKnown(List.of(NOTIFY), List.of("webhook", "ping-success", "ping-failure"));
        toml.requireKnown(List.of(METRICS), List.of("file"));
        NoticeToml reading = new NoticeToml(toml, before);
        Optional<Path> metrics = toml.text(List.of(METRICS, "file"), ServerToml::path);
        return new NoticePolicy(
                reading.punctuality(),
                reading.carrier(),
                reading.readers(),
                reading.hooks(),
                metrics.isPresent() ? metrics : before.metrics());
    }

    /** Mail has one way out of a server, for all clients. */
    private static List<String> mailKeys(PolicyToml.Scope scope) {
        return scope == PolicyToml.Scope.SERVER
                ? List.of(
                        "from",
                        "errors-to",
                        "jobs-to",
                        "digest-to",
                        "server",
                        "user",
                        "password-file",
                        "ca-file")
                : List.of("errors-to", "jobs-to");
    }

    private Punctuality punctuality() throws ConfigException {
        Punctuality usual = before.punctuality();
        Optional<List<String>> except = toml.texts(List.of(REPORTS, "except"), text -> text);
        Set<String> excepted = new HashSet<>(except.orElse(List.of()));
        return new Punctuality(
                toml.text(List.of(REPORTS, "overdue"), NoticeToml::within).orElse(usual.within()),
                except.isPresent() ? excepted : usual.except());
    }

    private static Duration within(String text) {
        if (text.equals("off")) {
            return Duration.ZERO;
        }
        Duration within = Quantity.span(text);
        if (within.isZero()) {
            throw new IllegalArgumentException("overdue must be a span of time, or off");
        }
        return within;
    }

    private Optional<Carrier> carrier() throws ConfigException {
        Optional<MailAddress> from = toml.text(List.of(MAIL, "from"), MailAddress::new);
        Optional<MailServer> server = server();
        if (from.isEmpty() && server.isEmpty()) {
            return before.carrier();
        }
        MailServer usual = before.carrier().map(Carrier::server).orElse(MailServer.SENDMAIL);
        Optional<MailAddress> sender =
                from.isPresent() ? from : before.carrier().map(Carrier::from);
        if (sender.isEmpty()) {
            throw toml.wrong(List.of(MAIL, "server"), "mail needs 'from', an address");
        }
        return Optional.of(new Carrier(sender.get(), server.orElse(usual)));
    }

    private Optional<MailServer> server() throws ConfigException {
        Optional<String> user = toml.text(List.of(MAIL, "user"), text -> text);
        Optional<Path> password = toml.text(List.of(MAIL, "password-file"), ServerToml::path);
        Optional<Path> caFile = toml.text(List.of(MAIL, "ca-file"), ServerToml::path);
        if (user.isPresent() != password.isPresent()) {
            throw toml.wrong(
                    List.of(MAIL, user.isPresent() ? "user" : "password-file"),
                    "a login needs both 'user' and 'password-file'");
        }
        Optional<MailServer.Login> login =
                user.isPresent() && password.isPresent()
                        ? Optional.of(new MailServer.Login(user.get(), password.get()))
                        : Optional.empty();
        return toml.text(List.of(MAIL, "server"), text -> MailServer.parse(text, login, caFile));
    }

    private Readers readers() throws ConfigException {
        Readers usual = before.readers();
        Optional<List<MailAddress>> errors =
                toml.texts(List.of(MAIL, "errors-to"), MailAddress::new);
        Optional<List<MailAddress>> digest =
                toml.texts(List.of(MAIL, "digest-to"), MailAddress::new);
        return new Readers(
                errors.orElse(usual.errors()),
                toml.texts(List.of(MAIL, "jobs-to"), MailAddress::new).orElse(usual.jobs()),
                digest.orElse(
                        usual.digest().isEmpty() ? errors.orElse(List.of()) : usual.digest()));
    }

    private Hooks hooks() throws ConfigException {
        Hooks usual = before.hooks();
        return new Hooks(
                toml.text(List.of(NOTIFY, "webhook"), WebCall::address).or(usual::webhook),
                toml.text(List.of(NOTIFY, "ping-success"), WebCall::address).or(usual::pingSuccess),
                toml.text(List.of(NOTIFY, "ping-failure"), WebCall::address)
                        .or(usual::pingFailure));
    }
}
