package dev.holdfast.client.config;

import dev.holdfast.platform.mail.MailAddress;
import dev.holdfast.platform.mail.MailServer;
import dev.holdfast.platform.web.WebCall;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who is told of this client's runs, beside the server: with names, as they do not leave for it.
 *
 * @param carrier of mail; none: nobody gets any
 * @param errorsTo get what did not go as it should
 * @param jobsTo get every run
 * @param webhook gets every run as JSON
 * @param pingSuccess is asked for after a good run
 * @param pingFailure after any other
 */
public record Notices(
        Optional<Carrier> carrier,
        List<MailAddress> errorsTo,
        List<MailAddress> jobsTo,
        Optional<URI> webhook,
        Optional<URI> pingSuccess,
        Optional<URI> pingFailure) {
    private static final String FROM = "mail.from";
    private static final String SERVER = "mail.server";
    private static final String USER = "mail.user";
    private static final String PASSWORD_FILE = "mail.password-file";
    private static final String CA_FILE = "mail.ca-file";
    private static final String ERRORS_TO = "mail.errors-to";
    private static final String JOBS_TO = "mail.jobs-to";
    private static final String WEBHOOK = "notify.webhook";
    private static final String PING_SUCCESS = "notify.ping-success";
    private static final String PING_FAILURE = "notify.ping-failure";

    static final List<String> KEYS =
            List.of(
                    FROM,
                    SERVER,
                    USER,
                    PASSWORD_FILE,
                    CA_FILE,
                    ERRORS_TO,
                    JOBS_TO,
                    WEBHOOK,
                    PING_SUCCESS,
                    PING_FAILURE);

    public static final Notices NONE =
            new Notices(
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    public Notices {
        errorsTo = List.copyOf(errorsTo);
        jobsTo = List.copyOf(jobsTo);
    }

    /** Who takes mail, and from whom it is. */
    public record Carrier(MailAddress from, MailServer server) {}

    @FunctionalInterface
    private interface Form<T> {
        T of(String text);
    }

    static Notices of(Settings settings) throws ConfigException {
        return new Notices(
                carrier(settings),
                addresses(settings, ERRORS_TO),
                addresses(settings, JOBS_TO),
                value(settings, WEBHOOK, WebCall::address),
                value(settings, PING_SUCCESS, WebCall::address),
                value(settings, PING_FAILURE, WebCall::address));
    }

    private static Optional<Carrier> carrier(Settings settings) throws ConfigException {
        Optional<MailAddress> from = value(settings, FROM, MailAddress::new);
        Optional<String> user = settings.text(USER);
        Optional<Path> password = value(settings, PASSWORD_FILE, Path::of);
        Optional<Path> caFile = value(settings, CA_FILE, Path::of);
        if (user.isPresent() != password.isPresent()) {
            throw settings.error(
                    user.isPresent() ? USER : PASSWORD_FILE,
                    "a login needs both 'mail.user' and 'mail.password-file'");
        }
        Optional<MailServer.Login> login =
                user.isPresent() && password.isPresent()
                        ? Optional.of(new MailServer.Login(user.get(), password.get()))
                        : Optional.empty();
        Optional<MailServer> server =
                value(settings, SERVER, text -> MailServer.parse(text, login, caFile));
        if (from.isEmpty() && server.isPresent()) {
            throw settings.error(SERVER, "mail needs 'mail.from', an address");
        }
        return from.map(address -> new Carrier(address, server.orElse(MailServer.SENDMAIL)));
    }

    private static List<MailAddress> addresses(Settings settings, String key)
            throws ConfigException {
        List<MailAddress> addresses = new ArrayList<>();
        for (String text : settings.texts(key)) {
            addresses.add(checked(settings, key, text, MailAddress::new));
        }
        return addresses;
    }

    private static <T> Optional<T> value(Settings settings, String key, Form<T> form)
            throws ConfigException {
        Optional<String> text = settings.text(key);
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(checked(settings, key, text.get(), form));
    }

    private static <T> T checked(Settings settings, String key, String text, Form<T> form)
            throws ConfigException {
        try {
            return form.of(text);
        } catch (IllegalArgumentException impossible) {
            throw settings.error(key, String.valueOf(impossible.getMessage()));
        }
    }
}
