package dev.holdfast.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.holdfast.model.object.PlainObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The golden vectors: src/test/vectors/README.md says how they are made. */
public final class Vectors {
    private static final List<Vector> ALL = read();

    private Vectors() {}

    /** A value's bytes, and the references that stand in clear beside them. */
    public record Vector(String name, List<ObjectId> references, Bytes bytes) {
        public PlainObject object(Kind kind) {
            return new PlainObject(kind, references, bytes.toArray());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Vector> read() {
        try (InputStream in = requireNonNull(Vectors.class.getResourceAsStream("vectors.txt"))) {
            return new String(in.readAllBytes(), UTF_8).lines().map(Vectors::read).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Vector read(String line) {
        String[] parts = line.split(" ", -1);
        byte[] clear = parts[1].equals("-") ? new byte[0] : HexFormat.of().parseHex(parts[1]);
        List<ObjectId> references = new ArrayList<>();
        for (int at = 0; at < clear.length; at += ObjectId.SIZE) {
            references.add(ObjectId.read(clear, at));
        }
        byte[] bytes = HexFormat.of().parseHex(parts[2]);
        return new Vector(parts[0], references, Bytes.copyOf(bytes));
    }

    public static Vector named(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findAny().orElseThrow();
    }

    /** Those whose names begin so, in the order of the file. */
    public static List<Vector> beginning(String prefix) {
        List<Vector> found = ALL.stream().filter(each -> each.name().startsWith(prefix)).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no vector begins with " + prefix);
        }
        return found;
    }
}
