package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.OneVaultServer.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused when a server is exported or imported: nothing is done then. */
class ExportCommandsTest {
    @TempDir private Path folder;

    private OneVaultServer host;
    private Path export;

    @BeforeEach
    void makeAServer() throws IOException {
        host = new OneVaultServer(folder);
        export = folder.resolve("export");
        Files.createDirectory(folder.resolve("keys"));
    }

    @AfterEach
    void end() {
        host.close();
    }

    private Ran export(String passphrase) throws IOException {
        return host.server(
                "export",
                "--host-keys",
                folder.resolve("keys").toString(),
                "--passphrase-file",
                passphrase(passphrase),
                export.toString());
    }

    private Ran imported(String passphrase, Path file, String... options) throws IOException {
        String[] all = new String[options.length + 4];
        all[0] = "import";
        all[1] = "--passphrase-file";
        all[2] = passphrase(passphrase);
        all[3] = file.toString();
        System.arraycopy(options, 0, all, 4, options.length);
        return host.server(all);
    }

    private String passphrase(String passphrase) throws IOException {
        return Files.writeString(folder.resolve("passphrase"), passphrase + "\n").toString();
    }

    @Test
    void anExportWithoutHostKeysIsMadeAndSaysSo() throws IOException {
        Ran exported = export("correct horse");
        assertThat(exported.status()).as(exported.err()).isEqualTo(3);
        assertThat(exported.err()).contains("left out: the keys of this host's sshd");
        assertThat(export("correct horse").err()).contains("exists: name a new file");
    }

    @Test
    void aShortPassphraseIsWrongUsage() throws IOException {
        assertThat(export("short").status()).isEqualTo(2);
        assertThat(export).doesNotExist();
    }

    @Test
    void aWrongPassphraseAndAFileThatIsNoExportAreWrongUsage() throws IOException {
        export("correct horse");
        Ran wrong = imported("another horse", export);
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("cannot open " + export + ": the passphrase is another");
        Ran other = imported("correct horse", host.config());
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err()).contains("this is not the export of a server");
    }

    @Test
    void hostKeysThatAreNotInAnExportCannotBeTaken() throws IOException {
        export("correct horse");
        Ran refused = imported("correct horse", export, "--with-host-keys");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("no host's keys are in " + export);
    }
}
