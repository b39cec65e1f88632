package dev.holdfast.client.walk;

import dev.holdfast.client.selection.Scope;
import dev.holdfast.filesystem.capture.CaptureBuffers;
import dev.holdfast.filesystem.capture.Captured;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.filesystem.capture.SourceFile;
import dev.holdfast.model.RawName;
import dev.holdfast.platform.linux.FileType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Reads files of rules in a directory of the walk: never through a link, and never much. */
final class RuleFiles implements Scope.Files {
    private final SourceDirectory directory;
    private final CaptureBuffers buffers;

    RuleFiles(SourceDirectory directory, CaptureBuffers buffers) {
        this.directory = directory;
        this.buffers = buffers;
    }

    @Override
    public Optional<byte[]> read(RawName file) throws IOException {
        return content(directory.status(file).then(status -> read(file, status)));
    }

    private static Optional<byte[]> content(Captured<byte[]> read) throws IOException {
        return switch (read) {
            case Captured.Found<byte[]>(byte[] content) -> Optional.of(content);
            case Captured.Vanished<byte[]>() -> Optional.empty();
            case Captured.Unreadable<byte[]>(String reason) -> throw new IOException(reason);
            case Captured.Changed<byte[]>(String reason) -> throw new IOException(reason);
        };
    }

    private Captured<byte[]> read(RawName file, FileStatus status) throws IOException {
        if (status.type() != FileType.REGULAR) {
            return new Captured.Unreadable<>("%s is no regular file".formatted(file));
        }
        return directory
                .openFile(file, status)
                .then(open -> {
                    try (open) {
                        return read(open, new byte[LENGTH_MAX + 1]);
                    }
                });
    }

    private Captured<byte[]> read(SourceFile file, byte[] content) throws IOException {
        ByteBuffer target = ByteBuffer.wrap(content);
        while (target.hasRemaining()) {
            Captured<SourceFile.Run> run = file.read(target, buffers);
            if (run instanceof Captured.Found<SourceFile.Run>(SourceFile.Run.Hole(long length))) {
                int zeros = (int) Math.min(length, target.remaining());
                target.position(target.position() + zeros);
            } else if (!(run instanceof Captured.Found<SourceFile.Run>(SourceFile.Run.Data _))) {
                return run.then(end ->
                        new Captured.Found<>(Arrays.copyOf(target.array(), target.position())));
            }
        }
        return new Captured.Found<>(content);
    }
}
