package dev.holdfast.server.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.Bytes;
import dev.holdfast.server.config.ServerConfig;
import dev.holdfast.server.setup.SetupRequest.Mode;
import dev.holdfast.server.setup.SetupRequest.Sshd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupRunTest {
    @TempDir Path host;
    private ServerConfig config;
    private Sshd sshd;

    @BeforeEach
    void name() {
        config = ServerConfig.at(host.resolve("srv/holdfast"));
        sshd =
                new Sshd(
                        host.resolve("sshd"),
                        host.resolve("etc/sshd_config"),
                        host.resolve("etc/sshd_config.d/holdfast.conf"),
                        host.resolve("sshd.pid"));
    }

    /** An sshd that fails its check, or prints its settings, as a script says. */
    private void sshd(String check, String settings) throws IOException {
        Files.writeString(
                sshd.program(),
                """
                #!/bin/sh
                case $1 in
                -t) %s ;;
                -T) %s ;;
                esac
                """
                        .formatted(check, settings));
        Files.setPosixFilePermissions(sshd.program(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String usesDropIn() {
        return "grep -q '^Match User' %s && echo '%s'"
                .formatted(sshd.dropIn(), SshdDropIn.proof(config));
    }

    private SetupStep.InstallDropIn install() {
        return new SetupStep.InstallDropIn(
                sshd, SshdDropIn.text(config), "holdfast", SshdDropIn.proof(config));
    }

    @Test
    void aDropInThatSshdAcceptsAndUsesStays() throws IOException {
        sshd("true", usesDropIn());
        new SetupRun().act(install());
        assertThat(Files.readString(sshd.dropIn())).isEqualTo(SshdDropIn.text(config));
    }

    @Test
    void aDropInThatSshdDoesNotAcceptIsTakenAway() throws IOException {
        sshd("test ! -e %s || { echo bad option >&2; exit 255; }".formatted(sshd.dropIn()), "true");
        assertThatThrownBy(() -> new SetupRun().act(install()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("put back")
                .hasMessageContaining("bad option");
        assertThat(sshd.dropIn()).doesNotExist();
    }

    @Test
    void aDropInThatSshdDoesNotUseGivesWayToTheOneBefore() throws IOException {
        sshd("true", "echo authorizedkeysfile .ssh/authorized_keys");
        Files.createDirectories(host.resolve("etc/sshd_config.d"));
        Files.writeString(sshd.dropIn(), "# older\n");
        assertThatThrownBy(() -> new SetupRun().act(install()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Include " + host.resolve("etc/sshd_config.d/*.conf"));
        assertThat(Files.readString(sshd.dropIn())).isEqualTo("# older\n");
    }

    @Test
    void nothingIsWrittenWhenSshdIsAtFaultAlready() throws IOException {
        sshd("{ echo no host keys >&2; exit 1; }", "true");
        assertThatThrownBy(() -> new SetupRun().act(install()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("before anything was changed: no host keys");
        assertThat(sshd.dropIn()).doesNotExist();
    }

    @Test
    void aUsersOwnServerIsMadeOnceAndThenThereIsNothingToDo() throws IOException {
        String user = System.getProperty("user.name");
        ServerConfig own =
                new ServerConfig(
                        host.resolve("backups"),
                        Optional.empty(),
                        22,
                        user,
                        host.resolve("home/.ssh/authorized_keys"));
        SetupRequest request =
                new SetupRequest(Mode.USER, own, host.resolve("home/server.toml"), sshd);
        List<SetupStep> steps = Setup.plan(request).steps();
        List<String> said = new ArrayList<>();
        Setup.run(new SetupPlan(steps, List.of()), said::add);
        assertThat(said).hasSize(3);
        assertThat(ServerConfig.read(request.configFile())).isEqualTo(own);
        assertThat(Files.getPosixFilePermissions(own.root()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Setup.plan(request).steps()).isEmpty();
    }

    @Test
    void aFormerConfigurationIsKept() throws IOException {
        Path file = host.resolve("etc/server.toml");
        new SetupRun().act(new SetupStep.WriteConfig(file, "port = 1\n"));
        new SetupRun().act(new SetupStep.WriteConfig(file, "port = 2\n"));
        assertThat(Files.readString(file)).isEqualTo("port = 2\n");
        assertThat(Files.readString(host.resolve("etc/server.toml.old"))).isEqualTo("port = 1\n");
    }

    @Test
    void aFolderOfSomethingElseIsNoticed() throws IOException {
        Files.createDirectories(host.resolve("srv/holdfast/www"));
        SetupRequest request =
                new SetupRequest(Mode.SYSTEM, config, host.resolve("server.toml"), sshd);
        assertThat(Setup.plan(request).obstacles())
                .anyMatch(sentence -> sentence.contains("holds something else"));
    }

    @Test
    void aServersFolderIsNotExchangedForAnEmptyOne() throws IOException {
        Path file = host.resolve("server.toml");
        Path before = Files.createDirectories(host.resolve("srv/before"));
        Files.writeString(file, "root = \"%s\"\n".formatted(before));
        SetupRequest request = new SetupRequest(Mode.SYSTEM, config, file, sshd);
        assertThat(Setup.plan(request).obstacles()).noneMatch(SetupRunTest::leavesClients);
        Files.createDirectory(before.resolve("registry"));
        assertThat(Setup.plan(request).obstacles()).anyMatch(SetupRunTest::leavesClients);
        Files.createDirectories(config.root());
        Files.move(before.resolve("registry"), config.root().resolve("registry"));
        assertThat(Setup.plan(request).obstacles()).noneMatch(SetupRunTest::leavesClients);
    }

    private static boolean leavesClients(String obstacle) {
        return obstacle.contains("its clients would find nothing");
    }

    /** Of a host's server that is to be there, how others could change what it reads. */
    private List<String> changeable(Path root, Path file) throws IOException {
        SetupRequest request = new SetupRequest(Mode.SYSTEM, ServerConfig.at(root), file, sshd);
        return Setup.plan(request).obstacles().stream()
                .filter(each -> each.startsWith("others can "))
                .toList();
    }

    @Test
    void whereOnlyRootMayWriteAServerCanBe() throws IOException {
        Path root = Path.of("/srv/none-of-these/holdfast");
        assertThat(changeable(root, Path.of("/etc/none-of-these/server.toml"))).isEmpty();
    }

    @Test
    void whereOthersMayWriteIsNoPlaceForAServersConfiguration() throws IOException {
        Path etc = Files.createDirectory(host.resolve("etc"));
        Path file = Files.writeString(etc.resolve("server.toml"), "");
        assertThat(changeable(Path.of("/srv/none"), file))
                .singleElement()
                .asString()
                .startsWith("others can change the configuration: ");
    }

    @Test
    void whereOthersMayWriteIsNoPlaceForBackups() throws IOException {
        assertThat(changeable(host.resolve("none/yet"), Path.of("/etc/none")))
                .singleElement()
                .asString()
                .startsWith("others can put something in the place of the backups: ");
    }

    @Test
    void aKeysFileElsewhereIsItsUsersAlone() throws IOException {
        ServerConfig elsewhere =
                new ServerConfig(
                        Path.of("/srv/none"),
                        Optional.empty(),
                        22,
                        "holdfast",
                        host.resolve("authorized_keys"));
        SetupRequest request = new SetupRequest(Mode.SYSTEM, elsewhere, Path.of("/etc/none"), sshd);
        assertThat(Setup.plan(request).obstacles())
                .anyMatch(each -> each.startsWith("others can add keys that let them in: "));
    }

    @Test
    void aPlanWithObstaclesIsNotRun() {
        SetupPlan plan = new SetupPlan(List.of(), List.of("no"));
        assertThatThrownBy(() -> Setup.run(plan, said -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private SetupPlan hostKeys(String privateHalf) throws IOException {
        return Setup.planHostKeys(
                sshd,
                host,
                Map.of(
                        "ssh_host_ed25519_key", bytes(privateHalf),
                        "ssh_host_ed25519_key.pub", bytes("public\n")));
    }

    private static Bytes bytes(String text) {
        return Bytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keysOfAnotherHostTakeThePlaceOfThisOnes() throws IOException {
        sshd("true", "true");
        Path key = host.resolve("ssh_host_ed25519_key");
        Files.writeString(key, "former\n");
        Setup.run(hostKeys("secret\n"), _ -> {});
        assertThat(key).hasContent("secret\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(host.resolve("ssh_host_ed25519_key.pub")).hasContent("public\n");
        assertThat(host.resolve("ssh_host_ed25519_key.old")).hasContent("former\n");
        assertThat(hostKeys("secret\n").steps()).isEmpty();
    }

    @Test
    void keysThatSshdDoesNotAcceptArePutBack() throws IOException {
        Path key = host.resolve("ssh_host_ed25519_key");
        Files.writeString(key, "former\n");
        sshd("grep -q former %s || { echo bad key >&2; exit 1; }".formatted(key), "true");
        assertThatThrownBy(() -> Setup.run(hostKeys("secret\n"), _ -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("put back: bad key");
        assertThat(key).hasContent("former\n");
        assertThat(host.resolve("ssh_host_ed25519_key.pub")).doesNotExist();
    }

    @Test
    void onlyHostKeysAreWrittenAsSuch() {
        assertThatThrownBy(() -> Setup.planHostKeys(sshd, host, Map.of("sshd_config", bytes(""))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
