package dev.holdfast.client.signs;

import dev.holdfast.filesystem.capture.CaptureBuffers;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.filesystem.capture.SourceFile;
import dev.holdfast.filesystem.capture.SourceFile.Run;
import dev.holdfast.model.RawName;
import dev.holdfast.platform.linux.FileType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Reads files that say what is to be saved. */
final class SmallFiles {
    private final CaptureBuffers buffers;

    SmallFiles(CaptureBuffers buffers) {
        this.buffers = buffers;
    }

    /**
     * The beginning of a regular file; empty if there is none of that name.
     *
     * @throws IOException if it cannot be read, or is a link: whose owner may have it lead anywhere
     */
    Optional<byte[]> read(SourceDirectory directory, RawName name, int lengthMax)
            throws IOException {
        Optional<FileStatus> status = directory.status(name).found();
        if (status.isEmpty() || status.get().isDirectory()) {
            return Optional.empty();
        }
        if (status.get().type() != FileType.REGULAR) {
            throw new IOException("%s is no regular file".formatted(name));
        }
        Optional<SourceFile> file = directory.openFile(name, status.get()).found();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (SourceFile open = file.get()) {
            return Optional.of(read(open, lengthMax));
        }
    }

    private byte[] read(SourceFile file, int lengthMax) throws IOException {
        int size = (int) Math.min(lengthMax, file.status().size());
        ByteBuffer bytes = ByteBuffer.allocate(size);
        while (bytes.hasRemaining()) {
            switch (file.read(bytes, buffers).found().orElse(new Run.End())) {
                case Run.Hole(long length) ->
                        bytes.position((int) Math.min(size, bytes.position() + length));
                case Run.Data _ -> {
                    // It is in the buffer.
                }
                case Run.End() -> {
                    return Arrays.copyOf(bytes.array(), bytes.position());
                }
            }
        }
        return bytes.array();
    }
}
