package dev.holdfast.client.traverse;

import dev.holdfast.client.download.BulkReader;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.tree.Tree;
import dev.holdfast.model.tree.TreeFormat;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Trees that were asked for and are not read yet. */
final class TreesAhead {
    /** Of trees that were not seen yet, in bytes of plaintext; most have less. */
    private static final int SIZE_USUAL = 2 << 10;

    private final BulkReader reader;
    private final Map<ObjectId, CompletableFuture<Loaded>> slots = new HashMap<>();
    private final AtomicLong loadedBytes = new AtomicLong();
    private final AtomicLong loadedCount = new AtomicLong();

    private record Loaded(Tree tree, int size) {}

    TreesAhead(BulkReader reader) {
        this.reader = reader;
    }

    int count() {
        return slots.size();
    }

    /** About how many bytes all that was asked for takes, or will take. */
    long bytes() {
        long coming = slots.size() - loadedCount.get();
        return loadedBytes.get() + Math.max(0, coming) * SIZE_USUAL;
    }

    boolean isAskedFor(ObjectId id) {
        return slots.containsKey(id);
    }

    /** What has come already. */
    Optional<Tree> peek(ObjectId id) {
        CompletableFuture<Loaded> slot = slots.get(id);
        return slot != null && slot.isDone() && !slot.isCompletedExceptionally()
                ? Optional.of(slot.join().tree())
                : Optional.empty();
    }

    void ask(List<ObjectId> ids) throws IOException {
        Map<ObjectId, CompletableFuture<Loaded>> asked = new HashMap<>();
        for (ObjectId id : ids) {
            asked.put(id, new CompletableFuture<>());
        }
        slots.putAll(asked);
        reader.fetch(ids, new Arrival(asked));
    }

    /** Waits for a tree that was asked for, and forgets it. */
    Tree take(ObjectId id) throws IOException {
        CompletableFuture<Loaded> slot = slots.get(id);
        if (slot == null) {
            throw new IllegalStateException("nobody asked for " + id);
        }
        try {
            Loaded loaded = reader.await(slot);
            loadedBytes.addAndGet(-loaded.size());
            loadedCount.decrementAndGet();
            return loaded.tree();
        } finally {
            slots.remove(id);
        }
    }

    /** Decodes trees in the threads that open them. */
    private final class Arrival implements BulkReader.Receiver {
        private final Map<ObjectId, CompletableFuture<Loaded>> asked;

        Arrival(Map<ObjectId, CompletableFuture<Loaded>> asked) {
            this.asked = asked;
        }

        @Override
        public void received(ObjectId id, PlainObject object) {
            CompletableFuture<Loaded> slot = asked.get(id);
            if (slot == null) {
                return;
            }
            try {
                Loaded loaded = new Loaded(TreeFormat.decodeTree(object), object.bytes().length);
                loadedBytes.addAndGet(loaded.size());
                loadedCount.incrementAndGet();
                slot.complete(loaded);
            } catch (MalformedException fault) {
                slot.completeExceptionally(fault);
            }
        }

        @Override
        public void failed(ObjectId id, IOException fault) {
            CompletableFuture<Loaded> slot = asked.get(id);
            if (slot != null) {
                slot.completeExceptionally(fault);
            }
        }

        @Override
        public void ended() {
            asked.values()
                    .forEach(slot -> slot.completeExceptionally(new IOException("it has ended")));
        }
    }
}
