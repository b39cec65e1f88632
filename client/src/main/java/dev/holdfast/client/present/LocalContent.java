package dev.holdfast.client.present;

import dev.holdfast.codec.chunk.SliceDigest;
import dev.holdfast.codec.seal.ObjectIds;
import dev.holdfast.filesystem.capture.CaptureBuffers;
import dev.holdfast.filesystem.capture.Captured;
import dev.holdfast.filesystem.capture.SourceFile;
import dev.holdfast.model.tree.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The content that a file of the target has at the moment. */
public final class LocalContent implements AutoCloseable {
    private static final int ZEROS_READ_MAX = 1 << 20;

    private final SourceFile file;
    private final CaptureBuffers buffers;
    private final ObjectIds ids;
    private final SliceDigest digests;

    /** Takes over the file. */
    LocalContent(SourceFile file, CaptureBuffers buffers, ObjectIds ids, SliceDigest digests) {
        this.file = file;
        this.buffers = buffers;
        this.ids = ids;
        this.digests = digests;
    }

    long size() {
        return file.status().size();
    }

    /** The bytes at an offset, if they are those of a slice; null if not, or if nobody can say. */
    public byte @Nullable [] matching(long offset, Extent.Slice slice) throws IOException {
        if (slice.digest() == null && slice.offset() != 0) {
            return null;
        }
        byte[] bytes = read(offset, (int) slice.length());
        if (bytes == null) {
            return null;
        }
        // Without a digest the id tells, if the slice is a whole chunk; if not, the id differs.
        boolean same =
                slice.digest() == null
                        ? ids.ofChunk(bytes, 0, bytes.length).equals(slice.chunk())
                        : digests.of(bytes, 0, bytes.length).equals(slice.digest());
        return same ? bytes : null;
    }

    boolean has(long offset, byte[] wanted) throws IOException {
        return Arrays.equals(read(offset, wanted.length), wanted);
    }

    /** Whether a range reads as zeros. */
    boolean isZero(long offset, long length) throws IOException {
        file.seek(offset);
        long end = offset + length;
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(length, ZEROS_READ_MAX));
        while (file.position() < end) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - file.position()));
            switch (file.read(buffer, buffers)) {
                case Captured.Found<SourceFile.Run>(SourceFile.Run.Hole _) -> {}
                case Captured.Found<SourceFile.Run>(SourceFile.Run.Data(int count)) -> {
                    if (!isZero(buffer.array(), count)) {
                        return false;
                    }
                }
                case Captured.Found<SourceFile.Run>(SourceFile.Run.End()) -> {
                    return false;
                }
                case Captured.Vanished<SourceFile.Run> _,
                        Captured.Unreadable<SourceFile.Run> _,
                        Captured.Changed<SourceFile.Run> _ -> {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isZero(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Null if there are not so many that can be read. */
    private byte @Nullable [] read(long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        ByteBuffer target = ByteBuffer.wrap(bytes);
        file.seek(offset);
        while (target.hasRemaining()) {
            if (!(file.read(target, buffers) instanceof Captured.Found<SourceFile.Run>(var run))) {
                return null;
            }
            switch (run) {
                case SourceFile.Run.Hole(long hole) ->
                        target.position(
                                target.position() + (int) Math.min(hole, target.remaining()));
                case SourceFile.Run.Data _ -> {}
                case SourceFile.Run.End() -> {
                    return null;
                }
            }
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
