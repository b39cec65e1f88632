package dev.holdfast.client.restore;

import dev.holdfast.client.fill.ContentFetch.Filling;
import dev.holdfast.filesystem.recreate.Recreated;
import dev.holdfast.filesystem.recreate.TargetFile;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Node;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A regular file that is being filled, in any order and by any thread. Its descriptor is opened by
 * the first piece that comes.
 */
final class FileJob implements Filling {
    private final Folder folder;
    private final Entry entry;
    private final Node.RegularFile node;
    private final @Nullable LinkedFile link;
    private final Orderer orderer;

    /** Pieces that are to come, and one while they are being planned. */
    private final AtomicInteger left = new AtomicInteger(1);

    /** The kernel lets one write to a file at a time, and has all others spin meanwhile. */
    private final Lock writing = new ReentrantLock();

    // Guarded by this.
    private @Nullable Recreated<TargetFile> begun;
    private @Nullable String damage;
    private @Nullable String refusal;

    FileJob(Folder folder, Entry entry, @Nullable LinkedFile link, Orderer orderer) {
        this.folder = folder;
        this.entry = entry;
        this.node = (Node.RegularFile) entry.node();
        this.link = link;
        this.orderer = orderer;
    }

    /** Who wants the file; called by any thread. */
    interface Orderer {
        void filled(int bytes);

        /** The file has all its pieces, or as many as it will ever have. */
        void complete(FileJob job) throws IOException;
    }

    Folder folder() {
        return folder;
    }

    Entry entry() {
        return entry;
    }

    Node.RegularFile node() {
        return node;
    }

    @Nullable LinkedFile link() {
        return link;
    }

    @Override
    public void expect() {
        left.incrementAndGet();
    }

    /** A piece has come, or planning is over. */
    @Override
    public void done() throws IOException {
        if (left.decrementAndGet() == 0) {
            orderer.complete(this);
        }
    }

    @Override
    public void fill(long offset, ByteBuffer bytes) throws IOException {
        int count = bytes.remaining();
        write(offset, bytes);
        orderer.filled(count);
    }

    void write(long offset, ByteBuffer bytes) throws IOException {
        if (begun() instanceof Recreated.Made<TargetFile>(TargetFile file)
                && write(file, offset, bytes)
                        instanceof Recreated.Refused<TargetFile>(String reason)) {
            refuse(reason);
        }
    }

    private Recreated<TargetFile> write(TargetFile file, long offset, ByteBuffer bytes)
            throws IOException {
        writing.lock();
        try {
            return Recreated.attempt(() -> {
                file.write(offset, bytes);
                return new Recreated.Made<>(file);
            });
        } finally {
            writing.unlock();
        }
    }

    /** The file cannot be made on this machine; it is discarded once all its pieces have come. */
    synchronized void refuse(String reason) {
        if (refusal == null) {
            refusal = reason;
        }
    }

    /** Gives the file what it is to have, once all its pieces have come. */
    Recreated<RawName> finish() throws IOException {
        String reason = refusal();
        if (reason != null) {
            return new Recreated.Refused<>(reason);
        }
        return switch (begun()) {
            case Recreated.Made<TargetFile>(TargetFile file) -> file.finish(node.size());
            case Recreated.Kept<TargetFile> _ -> new Recreated.Kept<>();
            case Recreated.Refused<TargetFile>(String refused) -> new Recreated.Refused<>(refused);
        };
    }

    private synchronized @Nullable String refusal() {
        return refusal;
    }

    /** The file, once it was begun; begins it. */
    private synchronized Recreated<TargetFile> begun() throws IOException {
        if (begun == null) {
            begun = folder.target().file(entry.name(), entry.metadata());
        }
        return begun;
    }

    @Override
    public synchronized void damaged(String reason) {
        if (damage == null) {
            damage = reason;
        }
    }

    synchronized @Nullable String damage() {
        return damage;
    }

    /** Closes what was opened; what is not finished is discarded, if it can still be found. */
    synchronized void close() throws IOException {
        if (begun instanceof Recreated.Made<TargetFile>(TargetFile file)) {
            Recreated.attempt(() -> {
                file.close();
                return new Recreated.Made<>(file);
            });
        }
    }
}
