package dev.holdfast.store.snapshot;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.PackId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.frame.Featured;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One view of what is not believed any more, because a client's key was in wrong hands (docs/
 * format.md, "Distrust"): packs by their ids, snapshots and partials by when they were received.
 * All of it can be read as before; but whoever commits later may count on none of it. Immutable.
 */
public final class Distrust {
    public static final String NAME = "distrusted";

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}\\.packs");
    private static final int LENGTH_MAX = 64 << 20;

    private static final Featured.Form<Part> PART =
            new Featured.Form<>("HFdist01", "a list of distrusted packs", Part::read, Part::write);

    private final Set<PackId> packs;
    private final List<Window> windows;
    private final List<String> names;

    private Distrust(Set<PackId> packs, List<Window> windows, List<String> names) {
        this.packs = Set.copyOf(packs);
        this.windows = List.copyOf(windows);
        this.names = List.copyOf(names);
    }

    /**
     * A time in which the key was in wrong hands.
     *
     * @param until excluded
     */
    public record Window(Timestamp since, Timestamp until) {
        /** No time at all: for packs that came of others that are distrusted. */
        public static final Window NONE = new Window(new Timestamp(0, 0), new Timestamp(0, 0));

        boolean covers(Timestamp time) {
            return time.compareTo(since) >= 0 && time.compareTo(until) < 0;
        }
    }

    private record Part(Window window, Set<PackId> packs) {
        void write(CborWriter out) throws IOException {
            out.array(3);
            out.timestamp(window.since());
            out.timestamp(window.until());
            byte[][] sorted = packs.stream().map(PackId::toArray).toArray(byte[][]::new);
            Arrays.sort(sorted, Arrays::compareUnsigned);
            byte[] ids = new byte[sorted.length * PackId.SIZE];
            for (int i = 0; i < sorted.length; i++) {
                System.arraycopy(sorted[i], 0, ids, i * PackId.SIZE, PackId.SIZE);
            }
            out.bytes(ids);
            out.end();
        }

        static Part read(CborReader in) throws IOException {
            in.array();
            Window window = new Window(in.timestamp(), in.timestamp());
            byte[] ids = in.byteArray();
            in.end();
            Set<PackId> packs = new HashSet<>();
            for (int at = 0; at + PackId.SIZE <= ids.length; at += PackId.SIZE) {
                packs.add(PackId.of(Arrays.copyOfRange(ids, at, at + PackId.SIZE)));
            }
            return new Part(window, packs);
        }
    }

    /** Reads all files; one that cannot be read says nothing, and is named by its absence. */
    public static Distrust load(Volume volume) throws IOException {
        Set<PackId> packs = new HashSet<>();
        List<Window> windows = new ArrayList<>();
        List<String> names = names(volume);
        for (String name : names) {
            try {
                Part part =
                        Featured.decode(PART, volume.readAll(NAME + "/" + name, LENGTH_MAX))
                                .value();
                packs.addAll(part.packs());
                windows.add(part.window());
            } catch (NoSuchFileException | MalformedException unreadable) {
                // Its name alone counts: what was proven before it came has to be proven again.
            }
        }
        return new Distrust(packs, windows, names);
    }

    /** The names of the files: when they are the same, nothing came to be distrusted since. */
    public static List<String> names(Volume volume) throws IOException {
        return volume.list(NAME).stream().filter(FORM.asMatchPredicate()).toList();
    }

    /** Distrusts more, under the vault's lock; durable on return. */
    public static void add(Volume volume, Window window, Collection<PackId> packs)
            throws IOException {
        List<String> names = names(volume);
        long newest = names.isEmpty() ? 0 : Long.parseLong(names.getLast().substring(0, 16), 16);
        volume.makeDirectory(NAME);
        volume.replace(
                "%s/%016x.packs".formatted(NAME, newest + 1),
                Featured.encode(PART, new Part(window, Set.copyOf(packs))));
    }

    public boolean isEmpty() {
        return packs.isEmpty();
    }

    public boolean holds(PackId pack) {
        return packs.contains(pack);
    }

    /** Whether what was received then is not believed. */
    public boolean covers(Timestamp received) {
        return windows.stream().anyMatch(window -> window.covers(received));
    }

    public List<String> names() {
        return names;
    }
}
