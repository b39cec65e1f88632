package dev.holdfast.client.download;

import dev.holdfast.codec.seal.Opener;
import dev.holdfast.model.KeyId;
import dev.holdfast.model.object.KeyWrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The wraps that the server has sent, a few hundred bytes for each session of the past. */
public final class WrapMemory implements Opener.KeyWraps {
    /** Recipients of one key: the vault and a few escrow keys. */
    private static final int WRAPS_MAX = KeyWrap.COUNT_MAX;

    private final Map<KeyId, List<KeyWrap>> wraps = new ConcurrentHashMap<>();

    void learn(List<KeyWrap> sent) {
        for (KeyWrap wrap : sent) {
            wraps.merge(wrap.key(), List.of(wrap), WrapMemory::joined);
        }
    }

    private static List<KeyWrap> joined(List<KeyWrap> known, List<KeyWrap> added) {
        if (known.containsAll(added) || known.size() >= WRAPS_MAX) {
            return known;
        }
        List<KeyWrap> joined = new ArrayList<>(known);
        joined.addAll(added);
        return List.copyOf(joined);
    }

    @Override
    public List<KeyWrap> of(KeyId key) {
        return wraps.getOrDefault(key, List.of());
    }
}
