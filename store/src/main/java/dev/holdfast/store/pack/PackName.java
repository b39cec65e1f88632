package dev.holdfast.store.pack;

import dev.holdfast.model.PackId;
import dev.holdfast.platform.durable.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A pack's identity, kind and state as its file name tells them. */
public record PackName(PackId id, PackKind kind, State state) {
    private static final Pattern SPREAD = Pattern.compile("[0-9a-f]{2}");
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{32})\\.(pack|writing)");

    /** Whether a pack may be relied on. */
    public enum State {
        /** Being written, or left behind by a writer that died. */
        WRITING(".writing"),
        /** Synced, complete, never changed again. */
        PUBLISHED(".pack");

        private final String suffix;

        State(String suffix) {
            this.suffix = suffix;
        }
    }

    public static PackName published(PackId id, PackKind kind) {
        return new PackName(id, kind, State.PUBLISHED);
    }

    static PackName writing(PackId id, PackKind kind) {
        return new PackName(id, kind, State.WRITING);
    }

    /** Its name on the volume. */
    public String path() {
        return kind.directory(id) + "/" + id + state.suffix;
    }

    /** All packs of a vault; names that are none are left alone. */
    public static List<PackName> list(Volume volume) throws IOException {
        List<PackName> names = new ArrayList<>();
        for (PackKind kind : PackKind.values()) {
            for (String spread : volume.list(kind.folder())) {
                if (SPREAD.matcher(spread).matches()) {
                    volume.list(kind.folder() + "/" + spread)
                            .forEach(file -> parse(kind, file).ifPresent(names::add));
                }
            }
        }
        return names;
    }

    private static Optional<PackName> parse(PackKind kind, String file) {
        var matcher = FORM.matcher(file);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        State state = matcher.group(2).equals("pack") ? State.PUBLISHED : State.WRITING;
        return Optional.of(new PackName(PackId.parse(matcher.group(1)), kind, state));
    }
}
