package dev.holdfast.server.move;

import static dev.holdfast.server.Samples.client;
import static dev.holdfast.server.Samples.fullKey;
import static dev.holdfast.server.Samples.id;
import static dev.holdfast.server.Samples.restoreKey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Timestamp;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.access.Program;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.client.Registry;
import dev.holdfast.server.config.ServerConfig;
import dev.holdfast.server.enrol.ServerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerMoveTest {
    private static final Client WEB1 = client(1, "web1", fullKey(1), restoreKey(2));
    private static final Client WEB2 = client(2, "web2", fullKey(3));
    private static final Timestamp NOW = new Timestamp(1, 2);

    @TempDir Path parent;
    private Path etc;
    private Path keys;
    private ServerConfig config;

    @BeforeEach
    void makeAServer() throws IOException {
        etc = parent.resolve("old/etc");
        keys = parent.resolve("old/ssh");
        config = ServerConfig.at(Files.createDirectories(parent.resolve("old/root")));
        write(etc, "server.toml", "[retention]\norder = \"age\"\n", "rw-r--r--");
        write(etc, "clients/web1.toml", "group = \"shops\"\n", "rw-r-----");
        write(etc, "clients/web1.toml~", "of an editor", "rw-r--r--");
        write(etc, "groups/shops.toml", "", "rw-r--r--");
        write(etc, "steps/prepare.d/10-check", "#!/bin/sh\n", "rwxr-xr-x");
        write(etc, "client.toml", "of this host as a client", "rw-------");
        write(keys, "ssh_host_ed25519_key", "secret", "rw-------");
        write(keys, "ssh_host_ed25519_key.pub", "public", "rw-r--r--");
        write(keys, "sshd_config", "of sshd", "rw-r--r--");
        Registry registry = new Registry(Volume.on(config.root()));
        registry.write(WEB1);
        registry.write(WEB2);
    }

    private static void write(Path folder, String path, String text, String permissions)
            throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private Exporter.Gathered gather() throws IOException {
        return Exporter.gather(
                new Exporter.Source(config, etc.resolve("server.toml"), keys), "old", NOW);
    }

    @Test
    void whatAServerIsToItsClientsIsGatheredAndNothingElse() throws Exception {
        Exporter.Gathered gathered = gather();
        assertThat(gathered.leftOut()).isEmpty();
        ServerExport export = ServerExport.decode(gathered.export().encode());
        assertThat(export).isEqualTo(gathered.export());
        assertThat(export.clients()).containsExactly(WEB1, WEB2);
        assertThat(export.configuration())
                .extracting(ExportedFile::path)
                .containsExactly(
                        "server.toml",
                        "clients/web1.toml",
                        "groups/shops.toml",
                        "steps/prepare.d/10-check");
        assertThat(export.hostKeys())
                .extracting(ExportedFile::path)
                .containsExactly("ssh_host_ed25519_key", "ssh_host_ed25519_key.pub");
        assertThat(export.keyCount()).isEqualTo(1);
        assertThat(export.config()).contains("[retention]\norder = \"age\"\n");
    }

    @Test
    void whatDoesNotComeAlongIsNamed() throws IOException {
        Files.createSymbolicLink(etc.resolve("steps/prepare.d/20-link"), Path.of("/bin/true"));
        write(etc, "steps/prepare.d/a b", "", "rwxr-xr-x");
        Files.writeString(config.root().resolve("registry/" + id(3) + ".json"), "{");
        Files.delete(keys.resolve("ssh_host_ed25519_key"));
        Files.delete(keys.resolve("ssh_host_ed25519_key.pub"));
        assertThat(gather().leftOut())
                .hasSize(4)
                .anyMatch(sentence -> sentence.contains("20-link is no regular file"))
                .anyMatch(sentence -> sentence.contains("a b has an unusual name"))
                .anyMatch(sentence -> sentence.contains("cannot read registry/" + id(3)))
                .anyMatch(sentence -> sentence.contains("the keys of this host's sshd"));
    }

    @Test
    void anotherHostGetsTheSameConfigurationAndClients() throws IOException {
        ServerExport export = gather().export();
        Path newEtc = Files.createDirectories(parent.resolve("new/etc"));
        Path newRoot = Files.createDirectories(parent.resolve("new/root"));
        ImportPlan plan = plan(export, newEtc, newRoot);
        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.clients()).containsExactly(WEB1, WEB2);
        Importer.write(newEtc, plan.files());
        ServerFiles files = files(newRoot);
        assertThat(Importer.add(files, export.clients())).isEqualTo(2);
        assertThat(files.registry().list().clients()).containsExactly(WEB1, WEB2);
        assertThat(Files.readAllLines(newRoot.resolve("authorized_keys"))).hasSize(3);
        assertThat(permissions(newEtc, "clients/web1.toml")).isEqualTo("rw-r-----");
        assertThat(permissions(newEtc, "steps/prepare.d/10-check")).isEqualTo("rwxr-xr-x");
        assertThat(newEtc.resolve("steps/prepare.d/10-check")).hasContent("#!/bin/sh\n");
        assertThat(newEtc.resolve("client.toml")).doesNotExist();
    }

    private static ImportPlan plan(ServerExport export, Path etc, Path root) throws IOException {
        return ImportPlan.of(
                export, Importer.present(export, etc, root), export.config().orElse(""));
    }

    private static String permissions(Path folder, String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path)));
    }

    private static ServerFiles files(Path root) throws IOException {
        return ServerFiles.of(
                ServerConfig.at(root), new Program(Path.of("/usr/bin/holdfast"), Optional.empty()));
    }

    @Test
    void anImportThatWasInterruptedOrIsRepeatedOnlyDoesTheRest() throws IOException {
        ServerExport export = gather().export();
        Path newEtc = Files.createDirectories(parent.resolve("new/etc"));
        Path newRoot = Files.createDirectories(parent.resolve("new/root"));
        Importer.write(newEtc, export.configuration().subList(0, 2));
        assertThat(Importer.add(files(newRoot), List.of(WEB1))).isEqualTo(1);
        ImportPlan rest = plan(export, newEtc, newRoot);
        assertThat(rest.obstacles()).isEmpty();
        assertThat(rest.files()).hasSize(2);
        assertThat(rest.clients()).containsExactly(WEB2);
        assertThat(rest.known()).isEqualTo(1);
        Importer.write(newEtc, rest.files());
        assertThat(Importer.add(files(newRoot), export.clients())).isEqualTo(1);
        ImportPlan nothing = plan(export, newEtc, newRoot);
        assertThat(nothing.files()).isEmpty();
        assertThat(nothing.clients()).isEmpty();
    }

    @Test
    void whatSaysSomethingElseIsNeverReplaced() throws IOException {
        ServerExport export = gather().export();
        Client other = client(9, "web1", fullKey(9));
        ImportPlan plan =
                ImportPlan.of(
                        export,
                        new ImportPlan.Present(
                                Map.of(
                                        "server.toml", bytes("port = 1\n"),
                                        "groups/shops.toml", bytes("# other\n")),
                                List.of(other)),
                        export.config().orElse(""));
        assertThat(plan.obstacles())
                .containsExactly(
                        "server.toml is there already and says something else: move it away first",
                        "groups/shops.toml is there already and says something else: move it away"
                                + " first",
                        "another client is called web1 here: 'holdfast server rename web1 OTHER'"
                                + " first");
    }

    @Test
    void aClientThatIsHereStaysAsItIs() throws IOException {
        Path newRoot = Files.createDirectories(parent.resolve("new/root"));
        Client locked = WEB1.withoutKeys();
        new Registry(Volume.on(newRoot)).write(locked);
        Importer.add(files(newRoot), gather().export().clients());
        assertThat(files(newRoot).registry().list().clients()).containsExactly(locked, WEB2);
    }

    @Test
    void aKeyThatMayLogInHereInAnotherWayIsNotLetIn() throws IOException {
        Path newRoot = Files.createDirectories(parent.resolve("new/root"));
        String line = WEB1.keys().getFirst().key() + " somebody\n";
        Files.writeString(newRoot.resolve("authorized_keys"), line);
        assertThatThrownBy(() -> Importer.add(files(newRoot), List.of(WEB1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a key of web1 may already log in here");
        assertThat(newRoot.resolve("authorized_keys")).hasContent(line);
        assertThat(files(newRoot).registry().list().clients()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../x", "a/../x", ".x", "a//b", "a\nb", "a/./b"})
    void noFileOfAnExportLeadsElsewhere(String path) {
        assertThatThrownBy(() ->
                        new ExportedFile(
                                path,
                                PosixFilePermissions.fromString("rw-r--r--"),
                                "root",
                                bytes("")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNoExportIsRefused() throws IOException {
        byte[] bytes = gather().export().encode();
        for (int length = 0; length < bytes.length; length += 7) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> ServerExport.decode(cut))
                    .isInstanceOf(MalformedException.class);
        }
    }

    private static Bytes bytes(String text) {
        return Bytes.copyOf(text.getBytes(UTF_8));
    }
}
