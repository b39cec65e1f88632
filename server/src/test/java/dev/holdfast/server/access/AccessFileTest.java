package dev.holdfast.server.access;

import static dev.holdfast.server.Samples.client;
import static dev.holdfast.server.Samples.fullKey;
import static dev.holdfast.server.Samples.id;
import static dev.holdfast.server.Samples.key;
import static dev.holdfast.server.Samples.restoreKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.platform.process.ChildProcess;
import dev.holdfast.platform.process.Command;
import dev.holdfast.server.client.Registry;
import dev.holdfast.server.invite.InvitationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessFileTest {
    private static final Program PROGRAM = new Program(Path.of("/opt/hold fast"), Optional.empty());
    private static final InvitationId INVITATION =
            new InvitationId("000102030405060708090a0b0c0d0e0f");

    @TempDir Path root;
    private Path file;

    @BeforeEach
    void name() {
        file = root.resolve("authorized_keys");
    }

    @Test
    void aClientsKeyRunsItsSessionAndNothingElse() throws IOException {
        AccessFile.on(file, PROGRAM).write(client(1, "web1", fullKey(1), restoreKey(2)));
        String serve = "restrict,command=\"'/opt/hold fast' server serve --client " + id(1);
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        serve + "\" " + key(1) + " holdfast:client:" + id(1),
                        serve + " --restore-only\" " + key(2) + " holdfast:client:" + id(1));
    }

    @Test
    void anInvitationsKeyMayOnlyEnrol() throws IOException {
        Program program =
                new Program(Path.of("/usr/bin/holdfast"), Optional.of(Path.of("/h/server.toml")));
        AccessFile.on(file, program).write(INVITATION, key(1));
        assertThat(Files.readString(file))
                .isEqualTo(
                        "restrict,command=\"/usr/bin/holdfast server enrol"
                                + " --invitation 000102030405060708090a0b0c0d0e0f"
                                + " --config /h/server.toml\" "
                                + key(1)
                                + " holdfast:invitation:000102030405060708090a0b0c0d0e0f\n");
        AccessFile.on(file, program).remove(INVITATION);
        assertThat(file).isEmptyFile();
    }

    @Test
    void aLinkIsFollowedAndStays() throws IOException {
        Path real = Files.createFile(root.resolve("real"));
        Files.createSymbolicLink(file, real);
        AccessFile.on(file, PROGRAM).write(client(1, "web1", fullKey(1)));
        assertThat(file).isSymbolicLink();
        assertThat(Files.readAllLines(real)).hasSize(1);
    }

    @Test
    void nothingIsWrittenWhenNothingChanges() throws IOException {
        AccessFile.on(file, PROGRAM).write(client(1, "web1", fullKey(1)));
        Object before = Files.getAttribute(file, "unix:ino");
        AccessFile.on(file, PROGRAM).write(client(1, "web1", fullKey(1)));
        assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(before);
    }

    @Test
    void manyThreadsLoseNoLine() throws Exception {
        Files.writeString(file, "ssh-rsa AAAA me\n");
        List<Future<?>> done = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                int first = i * 10;
                done.add(threads.submit((Callable<?>) () -> addTen(root, first)));
            }
        }
        for (Future<?> each : done) {
            each.get();
        }
        assertThat(Files.readAllLines(file)).hasSize(41).first().isEqualTo("ssh-rsa AAAA me");
    }

    @Test
    void twoProcessesLoseNoLine() throws IOException {
        try (ChildProcess one = start(0);
                ChildProcess two = start(10)) {
            one.input().close();
            two.input().close();
            assertThat(one.waitFor()).isZero();
            assertThat(two.waitFor()).isZero();
        }
        assertThat(Files.readAllLines(file)).hasSize(20);
    }

    private ChildProcess start(int first) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        return ChildProcess.start(
                Command.of(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "--enable-native-access=ALL-UNNAMED",
                        Adder.class.getName(),
                        root.toString(),
                        Integer.toString(first)),
                line -> {});
    }

    /** The other process. */
    static final class Adder {
        private Adder() {}

        public static void main(String[] arguments) throws IOException {
            addTen(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        }
    }

    private static @Nullable Void addTen(Path root, int first) throws IOException {
        Registry registry = new Registry(Volume.on(root));
        for (int i = first; i < first + 10; i++) {
            try (VolumeLock _ = registry.lock()) {
                AccessFile.on(root.resolve("authorized_keys"), PROGRAM)
                        .write(client(i, "c" + i, fullKey(i)));
            }
        }
        return null;
    }
}
