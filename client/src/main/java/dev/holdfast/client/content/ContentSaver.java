package dev.holdfast.client.content;

import dev.holdfast.client.tree.ContentBuilder;
import dev.holdfast.client.upload.ObjectSink;
import dev.holdfast.codec.chunk.Chunker;
import dev.holdfast.codec.chunk.PartCuts;
import dev.holdfast.codec.chunk.SliceDigest;
import dev.holdfast.codec.key.SealingKeys;
import dev.holdfast.codec.seal.ObjectIds;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.Kind;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Extent;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns the bytes of files into content: inline, in a shared chunk, or in chunks of their own. */
public final class ContentSaver {
    /** Files up to this long share chunks, in bytes. */
    static final int SMALL_LENGTH_MAX = 64 << 10;

    private final ObjectSink sink;
    private final SharedChunk shared;
    private final Chunker chunker;
    private final SliceDigest digests;
    private final PartCuts cuts;
    private final RemadeChunks remade;

    /** What was read of a large file and not cut yet. */
    private final byte[] window = new byte[2 * Chunker.LENGTH_MAX];

    public ContentSaver(ObjectSink sink, SharedChunk shared, SealingKeys keys) {
        this.sink = sink;
        this.shared = shared;
        this.chunker = new Chunker(keys.chunker());
        this.digests = new SliceDigest(keys.slices());
        this.cuts = new PartCuts(keys.parts());
        this.remade = new RemadeChunks(sink, new ObjectIds(keys.objectIds()), shared.uses());
    }

    /**
     * What the last snapshot had of a file.
     *
     * @param known content that is kept if it is the same
     * @param lost slice of a chunk that the vault has no more
     */
    public record Before(@Nullable Content known, Extent.@Nullable Slice lost) {
        static final Before NOTHING = new Before(null, null);
    }

    /**
     * Saves all of a small file.
     *
     * @param before what the last snapshot had under this name
     */
    Awaited small(byte[] bytes, Before before) throws IOException {
        if (bytes.length <= Content.Inline.LENGTH_MAX) {
            Content inline = new Content.Inline(Bytes.copyOf(bytes));
            return () -> inline;
        }
        Bytes digest = digests.of(bytes, 0, bytes.length);
        Content known = before.known();
        if (known != null && isSlice(known, digest, bytes.length)) {
            return () -> known;
        }
        if (before.lost() != null && isSlice(before.lost(), digest, bytes.length)) {
            remade.add(before.lost(), bytes);
        }
        return shared.append(bytes, digest)::content;
    }

    private static boolean isSlice(Content content, Bytes digest, int length) {
        return content instanceof Content.Extents(List<Extent> extents)
                && extents.size() == 1
                && extents.getFirst() instanceof Extent.Slice slice
                && isSlice(slice, digest, length);
    }

    private static boolean isSlice(Extent.Slice slice, Bytes digest, int length) {
        return slice.length() == length && Objects.equals(slice.digest(), digest);
    }

    /** After the last file: sends what was lost and came to be whole again. */
    public void finish() throws IOException {
        remade.finish();
    }

    /** Saves bytes that are no file's: by themselves, known at once, and at any time. */
    public Content whole(byte[] bytes) throws IOException {
        if (bytes.length <= Content.Inline.LENGTH_MAX) {
            return new Content.Inline(Bytes.copyOf(bytes));
        }
        ContentBuilder content = new ContentBuilder(sink, cuts);
        // Not in the window: a file may be half read.
        for (int from = 0; from < bytes.length; ) {
            int to = chunker.cut(bytes, from, bytes.length);
            content.add(chunk(bytes, from, to));
            from = to;
        }
        return content.finish();
    }

    private Extent chunk(byte[] bytes, int from, int to) throws IOException {
        byte[] chunk = Arrays.copyOfRange(bytes, from, to);
        ObjectId id = sink.submit(new PlainObject(Kind.CHUNK, List.of(), chunk));
        return new Extent.Slice(id, 0, chunk.length, null);
    }

    /** Begins a large file, or one with holes. Only one at a time. */
    public Large large() {
        return new Large();
    }

    /** The content of a file that is read piece by piece. */
    public final class Large implements AutoCloseable {
        private final ContentBuilder content = new ContentBuilder(sink, cuts);
        private int start;
        private int end;

        /** Where to read to: behind what is {@link #filled}, as much as there is {@link #room}. */
        public byte[] buffer() {
            return window;
        }

        public int filled() {
            return end;
        }

        public int room() {
            return window.length - end;
        }

        /** So many bytes were read to the buffer. */
        public void added(int length) throws IOException {
            end += length;
            while (end - start >= Chunker.LENGTH_MAX) {
                cut();
            }
            if (room() == 0) {
                System.arraycopy(window, start, window, 0, end - start);
                end -= start;
                start = 0;
            }
        }

        /** A hole follows. */
        public void hole(long length) throws IOException {
            flush();
            content.add(new Extent.Hole(length));
        }

        /** Takes over what was saved before: the content goes on behind it. */
        public void resume(Extent extent) throws IOException {
            content.add(extent);
        }

        /** Of the content that is certain so far, in bytes. */
        public long length() {
            return content.length();
        }

        /** The content that is certain so far. */
        public Content soFar() throws IOException {
            return content.soFar();
        }

        public Content finish() throws IOException {
            flush();
            return content.finish();
        }

        private void flush() throws IOException {
            while (end > start) {
                cut();
            }
            start = 0;
            end = 0;
        }

        private void cut() throws IOException {
            int next = chunker.cut(window, start, end);
            content.add(chunk(window, start, next));
            start = next;
        }

        @Override
        public void close() {
            start = 0;
            end = 0;
        }
    }
}
