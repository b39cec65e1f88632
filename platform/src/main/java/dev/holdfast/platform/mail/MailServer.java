package dev.holdfast.platform.mail;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Who takes mail. */
public sealed interface MailServer {
    /** The program of this host. */
    record Sendmail(Path program) implements MailServer {}

    /**
     * A server.
     *
     * @param caFile certificates of who may vouch for it, in PEM; those of Java otherwise
     */
    record Smtp(
            String host, int port, Security security, Optional<Login> login, Optional<Path> caFile)
            implements MailServer {}

    /** How what is said to a server is kept from others. */
    enum Security {
        /** Nothing leaves this host. */
        LOOPBACK,
        /** From the second word on. */
        STARTTLS,
        /** From the first. */
        TLS
    }

    /**
     * @param passwordFile its first line is the password
     */
    record Login(String user, Path passwordFile) {}

    /** The usual place of the local program. */
    MailServer SENDMAIL = new Sendmail(Path.of("/usr/sbin/sendmail"));

    /**
     * What a configuration says: {@code smtps://host:465}, {@code smtp://host:587} or {@code
     * sendmail}. To a server on another host everything is encrypted, always.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static MailServer parse(String text, Optional<Login> login, Optional<Path> caFile) {
        if (text.equals("sendmail")) {
            return SENDMAIL;
        }
        URI uri = uri(text);
        String host = uri.getHost();
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        boolean isTls = scheme.equals("smtps");
        boolean isPlain = scheme.equals("smtp");
        boolean isBare =
                (uri.getPath() == null || uri.getPath().isEmpty())
                        && uri.getUserInfo() == null
                        && uri.getQuery() == null;
        if (host == null || !isBare || !(isTls || isPlain)) {
            throw new IllegalArgumentException(
                    "server must be smtps://HOST:465, smtp://HOST:587 or sendmail");
        }
        int port = uri.getPort() > 0 ? uri.getPort() : isTls ? 465 : 587;
        Security security =
                isTls ? Security.TLS : isLoopback(host) ? Security.LOOPBACK : Security.STARTTLS;
        return new Smtp(host.replaceAll("[\\[\\]]", ""), port, security, login, caFile);
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException notAUri) {
            throw new IllegalArgumentException(
                    "server must be smtps://HOST:465, smtp://HOST:587 or sendmail", notAUri);
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }
}
