package dev.holdfast.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.mail.Letter;
import dev.holdfast.platform.mail.MailAddress;
import dev.holdfast.platform.mail.MailServer;
import dev.holdfast.platform.mail.Mailer;
import dev.holdfast.platform.web.WebCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OutboxTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final MailAddress ME = new MailAddress("me@example.org");

    @TempDir Path folder;
    private Outbox outbox;

    @BeforeEach
    void open() throws IOException {
        outbox = new Outbox(Volume.on(folder));
    }

    private static Letter letter(String subject) {
        return new Letter(NOW, ME, List.of(ME), subject, "text", Optional.empty());
    }

    /** By a program that keeps the subjects. */
    private Outbox.Carriers good() throws IOException {
        Path program = folder.resolve("sendmail");
        Files.writeString(program, "#!/bin/sh\ngrep ^Subject: >>$0.log\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return carriers(new MailServer.Sendmail(program));
    }

    private static Outbox.Carriers carriers(MailServer server) {
        return new Outbox.Carriers(Optional.of(new Mailer(server, PATIENCE)), PATIENCE);
    }

    private static int deadPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Outbox.Carriers down() throws IOException {
        return carriers(
                MailServer.parse(
                        "smtp://127.0.0.1:" + deadPort(), Optional.empty(), Optional.empty()));
    }

    @Test
    void whatCannotBeSentWaitsAndIsSentLaterInItsOrder() throws IOException {
        outbox.add(letter("one"));
        outbox.add(letter("two"));
        List<String> wrong = outbox.deliver(down(), NOW);
        assertThat(wrong).hasSize(1).first().asString().startsWith("cannot send mail by 127.0.0.1");
        assertThat(outbox.size()).isEqualTo(2);
        assertThat(outbox.oldest()).contains(NOW);
        assertThat(outbox.deliver(good(), NOW)).isEmpty();
        assertThat(outbox.size()).isZero();
        assertThat(outbox.oldest()).isEmpty();
        assertThat(folder.resolve("sendmail.log"))
                .content()
                .isEqualTo("Subject: one\nSubject: two\n");
        assertThat(outbox.deliver(good(), NOW)).isEmpty();
    }

    @Test
    void whatIsTooOldIsGivenUp() throws IOException {
        outbox.add(letter("old"));
        Outbox.Carriers down = down();
        assertThat(outbox.deliver(down, NOW.plus(Outbox.MAIL_AGE_MAX))).hasSize(1);
        assertThat(outbox.size()).isEqualTo(1);
        assertThat(outbox.deliver(down, NOW.plus(Outbox.MAIL_AGE_MAX).plusSeconds(1)))
                .contains("gave up what was to be sent at " + NOW);
        assertThat(outbox.size()).isZero();
    }

    @Test
    void whatIsTooMuchPushesTheOldestOut() throws IOException {
        WebCall call = new WebCall(URI.create("http://127.0.0.1/"), Optional.empty());
        for (int i = 0; i < Outbox.COUNT_MAX + 1; i++) {
            outbox.add(call, NOW.plusSeconds(i));
        }
        assertThat(outbox.size()).isEqualTo(Outbox.COUNT_MAX);
        assertThat(Volume.on(folder).list("outbox"))
                .noneMatch(name -> name.startsWith("%015d".formatted(NOW.toEpochMilli())));
    }

    @Test
    void callsReachAWebServerAndAnAngryOneIsAskedAgain() throws IOException {
        List<String> heard = new CopyOnWriteArrayList<>();
        HttpServer web =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext(
                "/",
                exchange -> {
                    String body =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    heard.add(
                            "%s %s %s"
                                    .formatted(
                                            exchange.getRequestMethod(),
                                            exchange.getRequestURI(),
                                            body));
                    boolean isAngry = exchange.getRequestURI().getPath().equals("/angry");
                    exchange.sendResponseHeaders(isAngry ? 500 : 204, -1);
                    exchange.close();
                });
        web.start();
        try {
            String address = "http://127.0.0.1:" + web.getAddress().getPort();
            outbox.add(new WebCall(URI.create(address + "/angry"), Optional.empty()), NOW);
            outbox.add(new WebCall(URI.create(address + "/hook"), Optional.of("{\"a\":1}")), NOW);
            List<String> wrong = outbox.deliver(good(), NOW);
            assertThat(wrong).containsExactly("127.0.0.1 answered with status 500");
            assertThat(heard).containsExactly("GET /angry ", "POST /hook {\"a\":1}");
            assertThat(outbox.size()).isEqualTo(1);
            outbox.deliver(good(), NOW.plus(Outbox.CALL_AGE_MAX).plusSeconds(1));
            assertThat(outbox.size()).isZero();
        } finally {
            web.stop(0);
        }
    }
}
