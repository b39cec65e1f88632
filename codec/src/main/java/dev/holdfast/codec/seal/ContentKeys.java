package dev.holdfast.codec.seal;

import dev.holdfast.codec.key.OpeningKeys;
import dev.holdfast.codec.key.OpeningKeys.ReadKey;
import dev.holdfast.model.KeyId;
import dev.holdfast.model.object.KeyWrap;
import dev.holdfast.model.object.SealedRecord;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Unwraps content keys, and keeps those that were used last. Safe for many threads. */
final class ContentKeys {
    /** A session each: some ten years of nights, in about a megabyte. */
    private static final int COUNT_MAX = 4_096;

    private final OpeningKeys keys;
    private final Opener.KeyWraps wraps;

    /** Least recently used first; guarded by itself. */
    private final Map<KeyId, ContentKey> kept =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<KeyId, ContentKey> eldest) {
                    return size() > COUNT_MAX;
                }
            };

    ContentKeys(OpeningKeys keys, Opener.KeyWraps wraps) {
        this.keys = keys;
        this.wraps = wraps;
    }

    /** The key of a record. Two threads may unwrap the same key at once, to the same end. */
    ContentKey of(SealedRecord record) throws IOException {
        KeyId id = record.key();
        synchronized (kept) {
            ContentKey known = kept.get(id);
            if (known != null) {
                return known;
            }
        }
        ContentKey unwrapped = unwrap(record, wraps.of(id));
        synchronized (kept) {
            kept.put(id, unwrapped);
        }
        return unwrapped;
    }

    private ContentKey unwrap(SealedRecord record, List<KeyWrap> found)
            throws CorruptDataException {
        KeyId id = record.key();
        String wrong = "no wrap of its content key %s is known".formatted(id);
        for (KeyWrap wrap : found) {
            for (ReadKey readKey : keys.readKeys()) {
                if (!wrap.key().equals(id)) {
                    continue;
                }
                if (!isFor(wrap, readKey)) {
                    wrong = "its content key %s is wrapped for others only".formatted(id);
                    continue;
                }
                try {
                    return ContentKey.unwrap(wrap, readKey, keys);
                } catch (GeneralSecurityException refused) {
                    wrong = "its content key %s was not wrapped by a writer".formatted(id);
                }
            }
        }
        throw new CorruptDataException(record.id(), wrong);
    }

    private static boolean isFor(KeyWrap wrap, ReadKey readKey) {
        return wrap.epoch() == readKey.recipient().epoch()
                && wrap.recipient().equals(readKey.recipient().name());
    }
}
