package dev.holdfast.client.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.VaultId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryCodeSinkTest {
    private static final VaultId VAULT = VaultId.of(new byte[VaultId.SIZE]);

    @TempDir private Path folder;

    @Test
    void aFileGetsTheCodeForItsOwnerOnly() throws Exception {
        RecoveryCodeSink sink = RecoveryCodeSink.file(file());
        sink.prepare();
        sink.take(VAULT, "ABC");
        assertThat(file()).content().isEqualTo("ABC\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void theSameCodeMayComeAgainButNoOther() throws Exception {
        RecoveryCodeSink sink = RecoveryCodeSink.file(file());
        sink.take(VAULT, "ABC");
        sink.take(VAULT, "ABC");
        assertThatThrownBy(() -> sink.take(VAULT, "DEF")).isInstanceOf(IOException.class);
        assertThat(file()).content().isEqualTo("ABC\n");
    }

    @Test
    void aFileThatIsThereIsRefusedBeforeAnythingIsMade() throws Exception {
        Files.createFile(file());
        assertThatThrownBy(() -> RecoveryCodeSink.file(file()).prepare())
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write the recovery code to %s: the file exists", file());
    }

    @Test
    void aFolderThatIsNotThereIsRefusedBeforeAnythingIsMade() {
        Path nowhere = folder.resolve("nowhere/code");
        assertThatThrownBy(() -> RecoveryCodeSink.file(nowhere).prepare())
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "cannot write the recovery code to %s: its folder is not writable",
                        nowhere);
    }

    private Path file() {
        return folder.resolve("code");
    }
}
