package dev.holdfast.client.assembly;

import dev.holdfast.client.cache.CachedEntry;
import dev.holdfast.client.tree.DirectoryBuilder;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.tree.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A directory whose entries are being collected. As long as each is what the last snapshot had,
 * they are only held: if that lasts to the end, the directory has its old tree, and nothing is
 * encoded.
 */
final class OpenDirectory {
    /** Held entries beyond this many are built at once, so that they do not fill the memory. */
    private static final int HELD_MAX = 65_536;

    private final Entry entry;
    private final @Nullable CachedEntry base;
    private final Supplier<DirectoryBuilder> builders;

    private boolean same;
    private final List<Held> held = new ArrayList<>();
    private @Nullable DirectoryBuilder builder;

    /**
     * @param entry of the directory, its tree to come
     * @param base the same directory's own entry in the last snapshot, if it was just so
     * @param comparable whether there was such a directory in the last snapshot at all
     */
    OpenDirectory(
            Entry entry,
            @Nullable CachedEntry base,
            boolean comparable,
            Supplier<DirectoryBuilder> builders) {
        this.entry = entry;
        this.base = base;
        this.same = comparable;
        this.builders = builders;
    }

    /** An entry, opened only when it must be. */
    @FunctionalInterface
    interface Held {
        Entry entry() throws IOException;
    }

    /** The directory's own entry, without its tree. */
    Entry entry() {
        return entry;
    }

    /** The directory's own entry in the last snapshot, when that is unchanged. */
    @Nullable CachedEntry base() {
        return base;
    }

    /** The next entry is what it was. */
    void addSame(Held next) throws IOException {
        if (builder != null) {
            builder.add(next.entry());
            return;
        }
        held.add(next);
        if (held.size() > HELD_MAX) {
            build();
        }
    }

    void add(Entry next) throws IOException {
        same = false;
        build().add(next);
    }

    /** Something of the last snapshot is gone, or must not be trusted. */
    void differs() {
        same = false;
    }

    boolean isSame() {
        return same;
    }

    /**
     * The tree of the finished directory.
     *
     * @param before its tree in the last snapshot
     */
    @Nullable ObjectId finish(@Nullable ObjectId before) throws IOException {
        return same ? before : build().finish();
    }

    /** What there is so far, to go on with apart from this. */
    DirectoryBuilder copy() throws IOException {
        if (builder != null) {
            return builder.copy();
        }
        DirectoryBuilder copy = builders.get();
        for (Held each : held) {
            copy.add(each.entry());
        }
        return copy;
    }

    private DirectoryBuilder build() throws IOException {
        DirectoryBuilder building = builder;
        if (building == null) {
            building = copy();
            builder = building;
            held.clear();
        }
        return building;
    }
}
