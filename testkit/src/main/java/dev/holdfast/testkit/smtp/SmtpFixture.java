package dev.holdfast.testkit.smtp;

import static java.util.Objects.requireNonNull;

import dev.holdfast.platform.process.ChildProcess;
import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.CommandResult;
import dev.holdfast.platform.process.LastLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A mail server (aiosmtpd) on the loopback interface, which keeps what it gets. */
public final class SmtpFixture implements AutoCloseable {
    /** That of Debian, for which its packages are. */
    private static final String PYTHON = "/usr/bin/python3";

    private static final int ERROR_LINES_MAX = 20;

    private final Path folder;
    private final ChildProcess server;
    private final int port;

    private SmtpFixture(Path folder, ChildProcess server, int port) {
        this.folder = folder;
        this.server = server;
        this.port = port;
    }

    /** How it is talked to. */
    public enum Mode {
        PLAIN,
        STARTTLS,
        TLS
    }

    /** A mail that came: who it was for, and the message. */
    public record Mail(List<String> recipients, String message) {
        public Mail {
            recipients = List.copyOf(recipients);
        }
    }

    /** Whether it is installed. */
    public static boolean isAvailable() {
        return Files.isExecutable(Path.of(PYTHON))
                && Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/aiosmtpd"))
                && Files.isExecutable(Path.of("/usr/bin/openssl"));
    }

    /** One to whom anybody may send. */
    public static SmtpFixture start(Path folder) throws IOException {
        return start(folder, Mode.PLAIN, "", "");
    }

    /**
     * Starts it and returns when it listens.
     *
     * @param folder is made; the certificate will be in it
     * @param user empty: nobody needs to log in
     */
    public static SmtpFixture start(Path folder, Mode mode, String user, String password)
            throws IOException {
        Files.createDirectories(folder);
        Path program = folder.resolve("server.py");
        try (InputStream source =
                requireNonNull(SmtpFixture.class.getResourceAsStream("server.py"))) {
            Files.copy(source, program, StandardCopyOption.REPLACE_EXISTING);
        }
        if (mode != Mode.PLAIN) {
            makeCertificate(folder);
        }
        LastLines errors = new LastLines(ERROR_LINES_MAX);
        ChildProcess server =
                ChildProcess.start(
                        Command.of(
                                PYTHON,
                                program.toString(),
                                folder.toString(),
                                mode.name().toLowerCase(Locale.ROOT),
                                folder.resolve("certificate.pem").toString(),
                                folder.resolve("key.pem").toString(),
                                user,
                                password),
                        errors);
        String line =
                new BufferedReader(
                                new InputStreamReader(server.output(), StandardCharsets.US_ASCII))
                        .readLine();
        if (line == null) {
            server.close();
            throw new IOException("no mail server: " + errors.lines());
        }
        return new SmtpFixture(folder, server, Integer.parseInt(line));
    }

    private static void makeCertificate(Path folder) throws IOException {
        CommandResult made =
                run(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:prime256v1",
                        "-nodes",
                        "-days",
                        "3650",
                        "-subj",
                        "/CN=localhost",
                        "-addext",
                        "subjectAltName=DNS:localhost,IP:127.0.0.1",
                        "-keyout",
                        folder.resolve("key.pem").toString(),
                        "-out",
                        folder.resolve("certificate.pem").toString());
        if (made.exitCode() != 0) {
            throw new IOException("no certificate: " + made.errors());
        }
    }

    private static CommandResult run(String... words) throws IOException {
        return CommandResult.of(
                Command.of(words), new CommandResult.Limits(1 << 16, Duration.ofSeconds(60)));
    }

    public int port() {
        return port;
    }

    /** What vouches for it. */
    public Path certificate() {
        return folder.resolve("certificate.pem");
    }

    /** What has come, in order; a sender who was told that it has been taken finds it here. */
    public List<Mail> mails() throws IOException {
        List<Mail> mails = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".mail")).sorted().toList()) {
                String[] parts = Files.readString(file, StandardCharsets.UTF_8).split("\n", 2);
                mails.add(new Mail(List.of(parts[0].split(" ")), parts[1]));
            }
        }
        return mails;
    }

    /** Nothing of it runs any more afterwards. */
    @Override
    public void close() throws IOException {
        server.kill();
        server.close();
    }
}
