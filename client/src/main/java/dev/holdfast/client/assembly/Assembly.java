package dev.holdfast.client.assembly;

import dev.holdfast.client.base.NextCache;
import dev.holdfast.client.cache.CachedEntry;
import dev.holdfast.client.cache.CachedEntry.SharedSlice;
import dev.holdfast.client.content.Awaited;
import dev.holdfast.client.content.SharedChunk;
import dev.holdfast.client.content.SharedUses;
import dev.holdfast.client.tree.DirectoryBuilder;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.model.tree.Node;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts what the walk meets together to trees, and writes the cache of the snapshot in the making.
 * What waits for a shared chunk to end holds up all that follows it, so everything happens in
 * order.
 */
public final class Assembly {
    /** Steps held up; more, and the shared chunk is ended early. */
    private static final int WAITING_MAX = 8_192;

    private final NextCache cache;
    private final SharedChunk shared;
    private final SharedUses uses;
    private final Supplier<DirectoryBuilder> builders;

    private final Deque<Step> waiting = new ArrayDeque<>();
    private final Deque<OpenDirectory> open = new ArrayDeque<>();
    private Node.@Nullable Directory top;

    public Assembly(
            NextCache cache,
            SharedChunk shared,
            SharedUses uses,
            Supplier<DirectoryBuilder> builders) {
        this.cache = cache;
        this.shared = shared;
        this.uses = uses;
        this.builders = builders;
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    /**
     * A directory begins.
     *
     * @param cached its own entry, without a tree
     * @param same whether that is the one of the last snapshot
     * @param comparable whether its entries are compared with a directory of the last snapshot
     */
    public record Beginning(
            CachedEntry cached, FileSystemId fileSystem, boolean same, boolean comparable) {}

    public void begin(Beginning beginning) throws IOException {
        later(() -> {
            CachedEntry cached = beginning.cached();
            cache.begin(cached, beginning.fileSystem());
            CachedEntry base = beginning.same() ? cached : null;
            open.push(new OpenDirectory(cached.entry(), base, beginning.comparable(), builders));
        });
    }

    /** A file that is what it was in the last snapshot. */
    public void same(CachedEntry entry) throws IOException {
        later(() -> {
            use(entry);
            cache.leaf(entry);
            directory().addSame(entry::entry);
        });
    }

    /** Anything new or changed, and no directory. */
    public void add(Entry entry, Described described) throws IOException {
        later(() -> addNow(entry, described));
    }

    /** A regular file whose content is still awaited. */
    public void add(RawName name, Described described, long size, Awaited content)
            throws IOException {
        later(() -> {
            Node node = new Node.RegularFile(size, content.content());
            addNow(new Entry(name, described.metadata(), node), described);
        });
    }

    /** Something of the last snapshot is gone from the directory. */
    public void differs() throws IOException {
        later(() -> directory().differs());
    }

    /**
     * The directory is over.
     *
     * @param before its tree in the last snapshot
     */
    public void end(@Nullable ObjectId before) throws IOException {
        later(() -> endNow(before));
    }

    /** Runs all that waits. */
    public void settle() throws IOException {
        shared.end();
        runWaiting();
    }

    /** The top directory, when all is over. */
    public Node.Directory top() {
        return Objects.requireNonNull(top, "the walk is not over");
    }

    /**
     * The top directory as it is now, with what is still to come taken from the last snapshot.
     *
     * @param unfinished a file that is being read
     */
    public Node.Directory soFar(Rest rest, @Nullable Entry unfinished) throws IOException {
        settle();
        Entry child = unfinished;
        Node.Directory directory = null;
        int depth = open.size() - 1;
        for (Iterator<OpenDirectory> each = open.iterator(); each.hasNext(); depth--) {
            OpenDirectory current = each.next();
            DirectoryBuilder builder = current.copy();
            if (child != null) {
                builder.add(child);
            }
            rest.addTo(builder, depth);
            directory = withTree(current.entry(), builder.finish());
            child = new Entry(current.entry().name(), current.entry().metadata(), directory);
        }
        return Objects.requireNonNull(directory, "nothing is open");
    }

    /** What the last snapshot had that the walk has not come to. */
    @FunctionalInterface
    public interface Rest {
        /**
         * @param depth of the directory: 0 is the top
         */
        void addTo(DirectoryBuilder builder, int depth) throws IOException;
    }

    private void addNow(Entry entry, Described described) throws IOException {
        CachedEntry cached = described.cached(entry);
        use(cached);
        cache.leaf(cached);
        directory().add(entry);
    }

    private void use(CachedEntry entry) {
        SharedSlice slice = entry.sharedSlice();
        if (slice != null) {
            uses.used(slice);
        }
    }

    private void endNow(@Nullable ObjectId before) throws IOException {
        OpenDirectory ended = open.pop();
        ObjectId tree = ended.finish(before);
        cache.end(tree);
        Node.Directory node = withTree(ended.entry(), tree);
        Entry entry = new Entry(ended.entry().name(), ended.entry().metadata(), node);
        OpenDirectory parent = open.peek();
        if (parent == null) {
            top = node;
        } else if (ended.isSame() && ended.base() != null) {
            parent.addSame(() -> entry);
        } else {
            parent.add(entry);
        }
    }

    private static Node.Directory withTree(Entry entry, @Nullable ObjectId tree) {
        return entry.node() instanceof Node.Directory(var _, var coverage, var mount)
                ? new Node.Directory(tree, coverage, mount)
                : new Node.Directory(tree, Node.Coverage.WHOLE, null);
    }

    private OpenDirectory directory() {
        return Objects.requireNonNull(open.peek(), "no directory is open");
    }

    private void later(Step step) throws IOException {
        if (waiting.size() >= WAITING_MAX) {
            shared.end();
        }
        if (!shared.isOpen()) {
            runWaiting();
        }
        if (shared.isOpen()) {
            waiting.add(step);
        } else {
            step.run();
        }
    }

    private void runWaiting() throws IOException {
        for (Step step = waiting.poll(); step != null; step = waiting.poll()) {
            step.run();
        }
    }
}
