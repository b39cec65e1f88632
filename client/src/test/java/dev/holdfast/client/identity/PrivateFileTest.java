package dev.holdfast.client.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateFileTest {
    private static final byte[] BYTES = {1, 2, 3};

    @TempDir private Path folder;

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        PrivateFile.replace(file(), BYTES);
        assertThat(PrivateFile.read(file())).hasValue(BYTES);
        assertThat(PrivateFile.readSecret(file())).hasValue(BYTES);
        PrivateFile.replace(file(), new byte[0]);
        assertThat(PrivateFile.read(file())).hasValue(new byte[0]);
    }

    @Test
    void onlyTheOwnerHasAccessToFilesAndToFoldersThatWereMissing() throws Exception {
        Path deep = folder.resolve("a/b/file");
        PrivateFile.replace(deep, BYTES);
        assertThat(permissions(deep)).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("a/b"))).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve("a"))).isEqualTo("rwx------");
    }

    @Test
    void replacingLeavesNothingElseBehind() throws Exception {
        Files.writeString(folder.resolve("file.new"), "left by a run that was interrupted");
        PrivateFile.replace(file(), BYTES);
        try (var names = Files.list(folder)) {
            assertThat(names).containsExactly(file());
        }
    }

    @Test
    void anAbsentFileIsNothing() throws Exception {
        assertThat(PrivateFile.read(file())).isEmpty();
        assertThat(PrivateFile.readSecret(file())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw--w----", "rw------x", "rw----r--", "rwxrwxrwx"})
    void aSecretThatOthersCanGetAtIsRefused(String permissions) throws Exception {
        PrivateFile.replace(file(), BYTES);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(permissions));
        assertThatThrownBy(() -> PrivateFile.readSecret(file()))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "cannot use %s: it is secret, and its permissions %s let others at it; once"
                                + " you know that nobody has read it, run chmod 600 %s",
                        file(), permissions, file());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------", "rwx------"})
    void aSecretOfItsOwnerAloneIsRead(String permissions) throws Exception {
        PrivateFile.replace(file(), BYTES);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(permissions));
        assertThat(PrivateFile.readSecret(file())).hasValue(BYTES);
    }

    @Test
    void aFileIsReadUpToTheLimitAndNotBeyond() throws Exception {
        PrivateFile.replace(file(), new byte[PrivateFile.SIZE_MAX]);
        assertThat(PrivateFile.read(file()).orElseThrow()).hasSize(PrivateFile.SIZE_MAX);
        PrivateFile.replace(file(), new byte[PrivateFile.SIZE_MAX + 1]);
        assertThatThrownBy(() -> PrivateFile.read(file())).isInstanceOf(IOException.class);
    }

    @Test
    void creatingDoesNotTouchAFileThatIsThere() throws Exception {
        PrivateFile.create(file(), BYTES);
        assertThat(permissions(file())).isEqualTo("rw-------");
        assertThatThrownBy(() -> PrivateFile.create(file(), new byte[0]))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(PrivateFile.read(file())).hasValue(BYTES);
    }

    @Test
    void aLockKeepsOthersOutUntilItIsClosed() throws Exception {
        try (Closeable _ = PrivateFile.lock(file(), "setup")) {
            assertThatThrownBy(() -> PrivateFile.lock(file(), "setup"))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("another setup is under way");
        }
        PrivateFile.lock(file(), "setup").close();
    }

    private Path file() {
        return folder.resolve("file");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
