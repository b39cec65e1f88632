package dev.holdfast.server.access;

import static dev.holdfast.server.Samples.NOW;
import static dev.holdfast.server.Samples.client;
import static dev.holdfast.server.Samples.id;
import static dev.holdfast.server.Samples.machine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.CommandResult;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.ssh.Ed25519Key;
import dev.holdfast.server.client.ClientKey;
import dev.holdfast.testkit.sshd.SshdFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessOverSshTest {
    private static final CommandResult.Limits LIMITS =
            new CommandResult.Limits(4096, Duration.ofSeconds(30));

    @TempDir Path folder;

    @BeforeEach
    void needsSshd() {
        assumeTrue(SshdFixture.isAvailable(), "no sshd is installed");
    }

    private static Ed25519Key key(int number) {
        byte[] seed = new byte[Ed25519Key.SEED_SIZE];
        Arrays.fill(seed, (byte) number);
        return Ed25519Key.fromSeed(seed);
    }

    /** A program that only says what it was called with. */
    private Program program() throws IOException {
        Path launcher = folder.resolve("it's $HOME \"here\"");
        Files.writeString(launcher, "#!/bin/sh\nprintf '[%s]' \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Program(launcher, Optional.of(folder.resolve("a b/server.toml")));
    }

    private CommandResult ssh(SshdFixture sshd, int key) throws IOException {
        Path identity = folder.resolve("identity" + key);
        Files.writeString(identity, key(key).privateKeyFile(""));
        Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(
                folder.resolve("known_hosts"),
                "[%s]:%d %s\n".formatted(SshdFixture.ADDRESS, sshd.port(), sshd.hostKey()));
        return CommandResult.of(
                Command.of(
                        "ssh",
                        "-F",
                        "none",
                        "-T",
                        "-o",
                        "IdentitiesOnly=yes",
                        "-o",
                        "BatchMode=yes",
                        "-o",
                        "UserKnownHostsFile=" + folder.resolve("known_hosts"),
                        "-i",
                        identity.toString(),
                        "-p",
                        Integer.toString(sshd.port()),
                        sshd.user() + "@" + SshdFixture.ADDRESS,
                        "cat /etc/passwd"),
                LIMITS);
    }

    @Test
    void whateverAClientAsksForItsKeyRunsWhatItForces() throws IOException {
        Path file = folder.resolve("authorized_keys");
        ClientKey full = new ClientKey(key(1).publicKey(), Rights.FULL, NOW, machine(1));
        ClientKey rescue = new ClientKey(key(2).publicKey(), Rights.RESTORE_ONLY, NOW, machine(2));
        AccessFile.on(file, program()).write(client(1, "web1", full, rescue));
        try (SshdFixture sshd = SshdFixture.start(folder, new SshdFixture.Setting(file))) {
            String serve = "[server][serve][--client][%s]".formatted(id(1));
            String config = "[--config][%s/a b/server.toml]".formatted(folder);
            assertThat(ssh(sshd, 1).output()).isEqualTo(serve + config);
            assertThat(ssh(sshd, 2).output()).isEqualTo(serve + "[--restore-only]" + config);
            assertThat(ssh(sshd, 3).exitCode()).isEqualTo(255);
        }
    }
}
