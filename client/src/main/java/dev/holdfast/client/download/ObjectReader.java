package dev.holdfast.client.download;

import dev.holdfast.codec.seal.Opener;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Request;
import dev.holdfast.protocol.wire.ClientConnection;
import dev.holdfast.protocol.wire.Download;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings objects out of a vault, opened and proven. Keeps a few that were read last. For one
 * thread.
 */
public final class ObjectReader implements ObjectSource {
    /** Bytes of plaintext kept. */
    private static final long KEPT_BYTES_MAX = 24 << 20;

    /** Objects fetched ahead at once. */
    private static final int AHEAD_MAX = 256;

    private final ClientConnection connection;
    private final Opener opener;
    private final WrapMemory wraps;
    private final Map<ObjectId, PlainObject> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long keptBytes;

    public ObjectReader(ClientConnection connection, Opener opener, WrapMemory wraps) {
        this.connection = connection;
        this.opener = opener;
        this.wraps = wraps;
    }

    /** Takes objects as they come. */
    @FunctionalInterface
    public interface Receiver {
        void receive(ObjectId id, PlainObject object) throws IOException;
    }

    @Override
    public PlainObject read(ObjectId id) throws IOException {
        PlainObject object = kept.get(id);
        if (object == null) {
            fetch(List.of(id), this::keep);
            object = kept.get(id);
        }
        if (object == null) {
            throw new MissingObjectsException(List.of(id));
        }
        return object;
    }

    /** Fetches it in one go. */
    @Override
    public void prefetch(Collection<ObjectId> ids) throws IOException {
        List<ObjectId> ahead =
                ids.stream()
                        .filter(id -> !kept.containsKey(id))
                        .distinct()
                        .limit(AHEAD_MAX)
                        .toList();
        if (ahead.size() > 1) {
            fetch(ahead, this::keep);
        }
    }

    /**
     * Hands over each of some objects once, in the order in which they come.
     *
     * @throws MissingObjectsException after all others came, if the vault lacks some
     */
    public void readAll(Collection<ObjectId> ids, Receiver receiver) throws IOException {
        Set<ObjectId> toFetch = new LinkedHashSet<>();
        for (ObjectId id : new LinkedHashSet<>(ids)) {
            PlainObject object = kept.get(id);
            if (object == null) {
                toFetch.add(id);
            } else {
                receiver.receive(id, object);
            }
        }
        List<ObjectId> absent = fetch(List.copyOf(toFetch), receiver);
        if (!absent.isEmpty()) {
            throw new MissingObjectsException(absent);
        }
    }

    /** Keeps an object that will soon be read again. */
    public void keep(ObjectId id, PlainObject object) {
        if (kept.put(id, object) == null) {
            keptBytes += object.bytes().length;
        }
        var eldest = kept.entrySet().iterator();
        while (keptBytes > KEPT_BYTES_MAX && kept.size() > 1) {
            keptBytes -= eldest.next().getValue().bytes().length;
            eldest.remove();
        }
    }

    /** Returns what could not be had. */
    private List<ObjectId> fetch(List<ObjectId> ids, Receiver receiver) throws IOException {
        List<ObjectId> absent = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += Request.IDS_MAX) {
            int to = Math.min(ids.size(), from + Request.IDS_MAX);
            absent.addAll(fetchSome(ids.subList(from, to), receiver));
        }
        return absent;
    }

    private List<ObjectId> fetchSome(List<ObjectId> ids, Receiver receiver) throws IOException {
        try (Download download = connection.fetch(new Request.Fetch(ids))) {
            for (var fetched = download.next(); fetched != null; fetched = download.next()) {
                switch (fetched) {
                    case Answer.Wraps(var sent) -> wraps.learn(sent);
                    case Answer.ObjectRecord(var record) ->
                            receiver.receive(record.id(), opener.open(record));
                }
            }
            return download.absent();
        }
    }
}
