package dev.holdfast.platform.mail;

import dev.holdfast.platform.process.ChildProcess;
import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.LastLines;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.OptionalInt;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Makes messages of letters, and sends them. */
public final class Mailer {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final int ERROR_LINES_MAX = 8;

    private final MailServer server;
    private final Duration patience;

    /**
     * @param patience with each step of the way; what takes longer has failed
     */
    public Mailer(MailServer server, Duration patience) {
        this.server = server;
        this.patience = patience;
    }

    /** The bytes of a message (RFC 5322), to be sent now or later. */
    public static byte[] message(Letter letter) {
        try {
            Properties properties = new Properties();
            // Else the message's id would need the name of this host, which may take long to find.
            properties.put("mail.from", letter.from().value());
            MimeMessage message = new MimeMessage(Session.getInstance(properties));
            message.setFrom(new InternetAddress(letter.from().value(), true));
            for (MailAddress to : letter.to()) {
                message.addRecipient(
                        Message.RecipientType.TO, new InternetAddress(to.value(), true));
            }
            message.setSubject(letter.subject(), UTF_8);
            message.setSentDate(Date.from(letter.at()));
            message.setHeader("Auto-Submitted", "auto-generated");
            if (letter.html().isPresent()) {
                message.setContent(alternatives(letter.text(), letter.html().get()));
            } else {
                message.setText(letter.text(), UTF_8);
            }
            message.saveChanges();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            message.writeTo(bytes);
            return bytes.toByteArray();
        } catch (MessagingException | IOException impossible) {
            throw new IllegalStateException("cannot write a letter", impossible);
        }
    }

    private static MimeMultipart alternatives(String text, String html) throws MessagingException {
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text, UTF_8);
        MimeBodyPart shown = new MimeBodyPart();
        shown.setText(html, UTF_8, "html");
        return new MimeMultipart("alternative", plain, shown);
    }

    /**
     * Sends a message to those that it names.
     *
     * @throws IOException unless the server has taken it
     */
    public void send(byte[] message) throws IOException {
        try {
            MimeMessage parsed = new MimeMessage(session(), new ByteArrayInputStream(message));
            switch (server) {
                case MailServer.Sendmail(Path program) -> pipe(parsed, program);
                case MailServer.Smtp smtp -> transport(parsed, smtp);
            }
        } catch (MessagingException failure) {
            throw new IOException(
                    "cannot send mail by %s: %s".formatted(name(), reason(failure)), failure);
        }
    }

    private String name() {
        return switch (server) {
            case MailServer.Sendmail(Path program) -> program.toString();
            case MailServer.Smtp smtp -> "%s:%d".formatted(smtp.host(), smtp.port());
        };
    }

    /** Of a chain of failures the last says most. */
    private static String reason(MessagingException failure) {
        Exception last = failure;
        while (last instanceof MessagingException outer && outer.getNextException() != null) {
            last = outer.getNextException();
        }
        return String.valueOf(last.getMessage()).replaceAll("\\p{C}+", " ").strip();
    }

    private Session session() throws IOException {
        Properties properties = new Properties();
        if (server instanceof MailServer.Smtp smtp) {
            String protocol = protocol(smtp);
            String millis = Long.toString(patience.toMillis());
            for (String step : List.of("connectiontimeout", "timeout", "writetimeout")) {
                properties.put("mail.%s.%s".formatted(protocol, step), millis);
            }
            boolean encrypts = smtp.security() == MailServer.Security.STARTTLS;
            properties.put("mail.smtp.starttls.required", Boolean.toString(encrypts));
            properties.put("mail.smtp.starttls.enable", Boolean.toString(encrypts));
            properties.put("mail.%s.localhost".formatted(protocol), "localhost");
            if (smtp.caFile().isPresent()) {
                properties.put(
                        "mail.%s.ssl.socketFactory".formatted(protocol),
                        trusting(smtp.caFile().get()));
            }
        }
        return Session.getInstance(properties);
    }

    private static String protocol(MailServer.Smtp smtp) {
        return smtp.security() == MailServer.Security.TLS ? "smtps" : "smtp";
    }

    private void transport(MimeMessage message, MailServer.Smtp smtp)
            throws MessagingException, IOException {
        String user = smtp.login().map(MailServer.Login::user).orElse(null);
        String password = null;
        if (smtp.login().isPresent()) {
            password = firstLine(smtp.login().get().passwordFile());
        }
        try (Transport transport = session().getTransport(protocol(smtp))) {
            transport.connect(smtp.host(), smtp.port(), user, password);
            transport.sendMessage(message, message.getAllRecipients());
        }
    }

    private static String firstLine(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("");
        }
    }

    private void pipe(MimeMessage message, Path program) throws MessagingException, IOException {
        List<String> words = new ArrayList<>(List.of(program.toString(), "-i", "--"));
        for (Address to : message.getAllRecipients()) {
            words.add(((InternetAddress) to).getAddress());
        }
        LastLines errors = new LastLines(ERROR_LINES_MAX);
        Command command = Command.of(words.toArray(String[]::new));
        try (ChildProcess child = ChildProcess.start(command, errors)) {
            try (OutputStream input = child.input()) {
                input.write(withoutReturns(message));
            } catch (IOException unread) {
                // It ended before it had read all: how it ended says more.
            }
            OptionalInt code = child.waitFor(patience);
            if (code.isEmpty() || code.getAsInt() != 0) {
                throw new IOException(
                        "cannot send mail by %s: %s"
                                .formatted(
                                        program,
                                        code.isEmpty()
                                                ? "it does not end"
                                                : "it failed " + errors.lines()));
            }
        }
    }

    /** A program of this host wants lines as this host writes them. */
    private static byte[] withoutReturns(MimeMessage message)
            throws MessagingException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        String text = bytes.toString(StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Trusts servers for whom one of these certificates vouches, and no other. */
    private static SSLSocketFactory trusting(Path caFile) throws IOException {
        try (InputStream pem = Files.newInputStream(caFile)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate each :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca" + number++, each);
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException wrong) {
            throw new IOException("cannot use the certificates in " + caFile, wrong);
        }
    }
}
