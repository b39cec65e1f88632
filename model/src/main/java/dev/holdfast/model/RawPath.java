package dev.holdfast.model;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** An absolute path as the names below the root directory; no names is {@code /} itself. */
public record RawPath(List<RawName> names) {
    public static final RawPath ROOT = new RawPath(List.of());

    public RawPath {
        names = List.copyOf(names);
    }

    /**
     * Reads {@code /a/b} or {@code a/b}; empty names and {@code .} are dropped.
     *
     * @throws IllegalArgumentException if a name is {@code ..}, too long or has a NUL
     */
    public static RawPath of(byte[] path) {
        List<RawName> names = new ArrayList<>();
        int start = 0;
        for (int end = 0; end <= path.length; end++) {
            if (end == path.length || path[end] == '/') {
                Bytes name = Bytes.copyOf(path, start, end);
                if (name.length() > 0 && !(name.length() == 1 && name.at(0) == '.')) {
                    names.add(new RawName(name));
                }
                start = end + 1;
            }
        }
        return new RawPath(names);
    }

    public static RawPath of(String path) {
        return of(Bytes.utf8(path).toArray());
    }

    public RawPath resolve(RawName name) {
        List<RawName> longer = new ArrayList<>(names);
        longer.add(name);
        return new RawPath(longer);
    }

    public boolean startsWith(RawPath prefix) {
        return names.size() >= prefix.names.size()
                && names.subList(0, prefix.names.size()).equals(prefix.names);
    }

    public byte[] toArray() {
        if (names.isEmpty()) {
            return new byte[] {'/'};
        }
        ByteArrayOutputStream path = new ByteArrayOutputStream();
        for (RawName name : names) {
            path.write('/');
            path.writeBytes(name.toArray());
        }
        return path.toByteArray();
    }

    @Override
    public String toString() {
        return Printable.of(toArray());
    }
}
