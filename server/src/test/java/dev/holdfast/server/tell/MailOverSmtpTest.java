package dev.holdfast.server.tell;

import static dev.holdfast.server.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.platform.mail.Letter;
import dev.holdfast.platform.mail.MailAddress;
import dev.holdfast.platform.mail.MailServer;
import dev.holdfast.platform.mail.MailServer.Login;
import dev.holdfast.platform.mail.MailServer.Security;
import dev.holdfast.platform.mail.Mailer;
import dev.holdfast.testkit.smtp.SmtpFixture;
import dev.holdfast.testkit.smtp.SmtpFixture.Mail;
import dev.holdfast.testkit.smtp.SmtpFixture.Mode;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves us is what a real mail server gets. */
@Timeout(60)
class MailOverSmtpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final MailAddress FROM = new MailAddress("backup@example.org");
    private static final MailAddress TO = new MailAddress("admin@example.org");

    @TempDir Path folder;

    @BeforeEach
    void require() {
        assumeTrue(SmtpFixture.isAvailable(), "aiosmtpd is not installed");
    }

    private static Letter letter(String subject, String text) {
        return new Letter(NOW, FROM, List.of(TO), subject, text, Optional.empty());
    }

    private MailServer.Smtp server(SmtpFixture smtp, Security security) {
        return new MailServer.Smtp(
                "localhost",
                smtp.port(),
                security,
                Optional.empty(),
                Optional.of(smtp.certificate()).filter(Files::exists));
    }

    private MailServer.Smtp withLogin(MailServer.Smtp server, String password) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), password + "\n");
        return new MailServer.Smtp(
                server.host(),
                server.port(),
                server.security(),
                Optional.of(new Login("me", file)),
                server.caFile());
    }

    private static void send(MailServer server, Letter letter) throws IOException {
        new Mailer(server, PATIENCE).send(Mailer.message(letter));
    }

    private static MimeMessage parsed(Mail mail) throws MessagingException {
        byte[] bytes = mail.message().getBytes(StandardCharsets.UTF_8);
        return new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
    }

    @Test
    void whatIsWrittenArrives() throws Exception {
        String text = "first line\n.\n..two dots\nFrom me\nÄußerst wichtig: 100 %\n";
        try (SmtpFixture smtp = SmtpFixture.start(folder.resolve("smtp"))) {
            MailServer local =
                    MailServer.parse(
                            "smtp://localhost:" + smtp.port(), Optional.empty(), Optional.empty());
            send(local, letter("[holdfast] größer: done", text));
            Mail mail = smtp.mails().getFirst();
            assertThat(mail.recipients()).containsExactly("admin@example.org");
            MimeMessage message = parsed(mail);
            assertThat(message.getSubject()).isEqualTo("[holdfast] größer: done");
            assertThat(message.getFrom()[0]).hasToString("backup@example.org");
            assertThat(message.getSentDate().toInstant()).isEqualTo(NOW);
            assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(String.valueOf(message.getContent()).replace("\r\n", "\n")).isEqualTo(text);
        }
    }

    @Test
    void noSubjectBecomesAHeaderOrARecipient() throws Exception {
        List<String> hostile =
                List.of(
                        "a\r\nBcc: evil@example.org",
                        "a\nBcc: evil@example.org\n\nbody",
                        "a\u2028Bcc: evil@example.org",
                        "a\u001b[2J\u0000b",
                        "=?utf-8?q?=0D=0ABcc:_evil@example.org?=",
                        "");
        try (SmtpFixture smtp = SmtpFixture.start(folder.resolve("smtp"))) {
            for (String subject : hostile) {
                send(
                        server(smtp, Security.LOOPBACK),
                        letter(subject, "text\r\n.\r\nRCPT TO:<x@y>\r\n"));
            }
            assertThat(smtp.mails()).hasSize(hostile.size());
            for (Mail mail : smtp.mails()) {
                assertThat(mail.recipients()).containsExactly("admin@example.org");
                assertThat(parsed(mail).getHeader("Bcc")).isNull();
                assertThat(parsed(mail).getAllRecipients()).hasSize(1);
            }
        }
    }

    @Test
    void aPageComesBesideItsText() throws Exception {
        try (SmtpFixture smtp = SmtpFixture.start(folder.resolve("smtp"))) {
            send(
                    server(smtp, Security.LOOPBACK),
                    new Letter(NOW, FROM, List.of(TO), "s", "plain ▂█", Optional.of("<b>▂█</b>")));
            Multipart parts = (Multipart) parsed(smtp.mails().getFirst()).getContent();
            assertThat(parts.getContentType()).startsWith("multipart/alternative");
            assertThat(parts.getBodyPart(0).getContent()).isEqualTo("plain ▂█");
            assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
            assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<b>▂█</b>");
        }
    }

    @Test
    void aLoginWorksWithStarttlsAndWithTheRightPasswordOnly() throws Exception {
        try (SmtpFixture smtp =
                SmtpFixture.start(folder.resolve("smtp"), Mode.STARTTLS, "me", "secret")) {
            MailServer.Smtp server = server(smtp, Security.STARTTLS);
            send(withLogin(server, "secret"), letter("s", "text"));
            assertThat(smtp.mails()).hasSize(1);
            MailServer wrong = withLogin(server, "wrong");
            assertThatThrownBy(() -> send(wrong, letter("s", "text")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot send mail by localhost:");
            assertThat(smtp.mails()).hasSize(1);
        }
    }

    @Test
    void aServerForWhomNobodyVouchesGetsNothing() throws Exception {
        try (SmtpFixture smtp = SmtpFixture.start(folder.resolve("smtp"), Mode.TLS, "", "")) {
            send(server(smtp, Security.TLS), letter("s", "text"));
            MailServer unknown =
                    MailServer.parse(
                            "smtps://localhost:" + smtp.port(), Optional.empty(), Optional.empty());
            assertThatThrownBy(() -> send(unknown, letter("s", "text")))
                    .isInstanceOf(IOException.class);
            assertThat(smtp.mails()).hasSize(1);
        }
    }

    @Test
    void nothingIsSaidInClearToAServerThatCannotEncrypt() throws Exception {
        try (SmtpFixture smtp = SmtpFixture.start(folder.resolve("smtp"))) {
            MailServer server =
                    new MailServer.Smtp(
                            "localhost",
                            smtp.port(),
                            Security.STARTTLS,
                            Optional.empty(),
                            Optional.empty());
            assertThatThrownBy(() -> send(server, letter("s", "text")))
                    .isInstanceOf(IOException.class);
            assertThat(smtp.mails()).isEmpty();
        }
    }

    @Test
    void theLocalProgramGetsTheMessageAndItsRecipients() throws Exception {
        Path sendmail = folder.resolve("sendmail");
        Files.writeString(
                sendmail, "#!/bin/sh\necho \"$@\" >$0.arguments\ncat >$0.message\nexit 0\n");
        Files.setPosixFilePermissions(sendmail, PosixFilePermissions.fromString("rwxr-xr-x"));
        send(new MailServer.Sendmail(sendmail), letter("s", "text\n"));
        assertThat(folder.resolve("sendmail.arguments")).hasContent("-i -- admin@example.org");
        assertThat(Files.readString(folder.resolve("sendmail.message")))
                .contains("Subject: s\n")
                .endsWith("text\n");
        Files.writeString(sendmail, "#!/bin/sh\necho broken >&2\nexit 75\n");
        assertThatThrownBy(() -> send(new MailServer.Sendmail(sendmail), letter("s", "text")))
                .hasMessageContaining("broken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b\r\nBcc: c@d",
                "a@b, c@d",
                "<a@b>",
                "-oQ/tmp@b",
                "a b@c",
                "a@",
                "@b",
                "a@b c",
                ""
            })
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> new MailAddress(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail.example.org",
                "http://mail.example.org",
                "smtp://",
                "smtp://user@host",
                "smtp://host/path",
                "smtp://ho st"
            })
    void whatIsNoMailServerIsRefused(String text) {
        assertThatThrownBy(() -> MailServer.parse(text, Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
