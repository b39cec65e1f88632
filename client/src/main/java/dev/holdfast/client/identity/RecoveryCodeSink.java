package dev.holdfast.client.identity;

import dev.holdfast.model.VaultId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Takes a new recovery code, for somebody to keep: a terminal or a file. A run that is interrupted
 * right after may give it the same code again, never another.
 */
public interface RecoveryCodeSink {
    /**
     * Makes sure, before anything is made, that a code can be taken.
     *
     * @throws IOException when it cannot
     */
    default void prepare() throws IOException {}

    /**
     * Takes the code. On return somebody has it.
     *
     * @param code secret
     */
    void take(VaultId vault, String code) throws IOException;

    /** A new file that only its owner can read. */
    static RecoveryCodeSink file(Path file) {
        return new RecoveryCodeSink() {
            @Override
            public void prepare() throws IOException {
                if (Files.exists(file)) {
                    throw new IOException(
                            "cannot write the recovery code to %s: the file exists"
                                    .formatted(file));
                }
                Path folder = file.toAbsolutePath().getParent();
                if (folder == null || !Files.isWritable(folder)) {
                    throw new IOException(
                            "cannot write the recovery code to %s: its folder is not writable"
                                    .formatted(file));
                }
            }

            @Override
            public void take(VaultId vault, String code) throws IOException {
                byte[] text = (code + "\n").getBytes(StandardCharsets.US_ASCII);
                try {
                    PrivateFile.create(file, text);
                } catch (FileAlreadyExistsException exists) {
                    // A run that was interrupted has written it already; nobody else's is touched.
                    if (!Arrays.equals(PrivateFile.read(file).orElse(new byte[0]), text)) {
                        throw new IOException(
                                "cannot write the recovery code to %s: the file exists"
                                        .formatted(file),
                                exists);
                    }
                }
            }
        };
    }
}
