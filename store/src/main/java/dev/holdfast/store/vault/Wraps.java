package dev.holdfast.store.vault;

import dev.holdfast.model.KeyId;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.PackId;
import dev.holdfast.model.object.KeyWrap;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.PackReader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds key wraps in the headers of packs, and remembers them. Meta packs first: they are few, and
 * nearly every session wrote one.
 */
final class Wraps {
    private final VaultState state;
    private final Map<KeyId, Set<KeyWrap>> found = new HashMap<>();
    private final Set<PackId> looked = new HashSet<>();

    Wraps(VaultState state) {
        this.state = state;
    }

    synchronized List<KeyWrap> of(KeyId key) throws IOException {
        for (PackKind kind : List.of(PackKind.META, PackKind.DATA)) {
            if (!found.containsKey(key)) {
                look(key, kind);
            }
        }
        return new ArrayList<>(found.getOrDefault(key, Set.of()));
    }

    private void look(KeyId key, PackKind kind) throws IOException {
        for (Map.Entry<PackId, PackKind> pack : state.refresh().packs().entrySet()) {
            if (pack.getValue() == kind && looked.add(pack.getKey())) {
                look(pack.getKey(), kind);
                if (kind == PackKind.DATA && found.containsKey(key)) {
                    return;
                }
            }
        }
    }

    private void look(PackId id, PackKind kind) throws IOException {
        try (PackReader reader = PackReader.open(state.volume(), id, kind)) {
            for (KeyWrap wrap : reader.header().wraps()) {
                found.computeIfAbsent(wrap.key(), key -> new HashSet<>()).add(wrap);
            }
        } catch (NoSuchFileException | MalformedException none) {
            // Another pack of the session has the same wraps.
        }
    }
}
