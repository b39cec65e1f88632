package dev.holdfast.client.glob;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the wildcards of a pattern: {@code * ** ?}, classes in brackets, and backslashes. */
final class ElementReader {
    private static final int BYTES = 256;

    private final byte[] pattern;
    private int at;

    private ElementReader(byte[] pattern) {
        this.pattern = pattern;
    }

    /** The elements; empty for a pattern that is cut short, and so matches nothing. */
    static Optional<List<Element>> read(byte[] pattern) {
        ElementReader reader = new ElementReader(pattern);
        List<Element> elements = new ArrayList<>();
        while (reader.at < pattern.length) {
            Optional<Element> element = reader.element();
            if (element.isEmpty()) {
                return Optional.empty();
            }
            elements.add(element.get());
        }
        return Optional.of(elements);
    }

    private Optional<Element> element() {
        int next = next();
        return switch (next) {
            case '*' -> Optional.of(run());
            case '?' -> Optional.of(new Element.One(all("/")));
            case '[' -> Optional.ofNullable(set()).map(Element.One::new);
            case '\\' -> hasNext() ? Optional.of(Element.One.of(next())) : Optional.empty();
            default -> Optional.of(Element.One.of(next));
        };
    }

    private Element run() {
        int start = at;
        while (hasNext() && peek(0) == '*') {
            at++;
        }
        return at == start ? Element.Run.WITHIN_NAME : Element.Run.ACROSS_NAMES;
    }

    private static BitSet all(String but) {
        BitSet bytes = new BitSet();
        bytes.set(0, BYTES);
        but.chars().forEach(bytes::clear);
        return bytes;
    }

    /** A class in brackets; null for one that does not end or names a class that is not known. */
    private @Nullable BitSet set() {
        boolean others = hasNext() && (peek(0) == '!' || peek(0) == '^');
        if (others) {
            at++;
        }
        SetReader set = new SetReader();
        do {
            if (!hasNext() || !set.readOne()) {
                return null;
            }
        } while (hasNext() && peek(0) != ']');
        if (!hasNext()) {
            return null;
        }
        at++;
        if (others) {
            set.bytes.flip(0, BYTES);
        }
        set.bytes.clear('/');
        return set.bytes;
    }

    /** What stands between the brackets. */
    private final class SetReader {
        private static final int NONE = -1;

        private final BitSet bytes = new BitSet();

        /** The byte with which a range may begin. */
        private int previous = NONE;

        /** Reads a byte, a range or a named class; false if there is none. */
        boolean readOne() {
            int next = next();
            if (next == '-' && previous != NONE && hasNext() && peek(0) != ']') {
                return readRange();
            }
            if (next == '[' && hasNext() && peek(0) == ':') {
                int end = classEnd();
                if (end == NONE) {
                    return false;
                }
                if (end >= at + 2 && pattern[end - 1] == ':') {
                    return readNamed(end);
                }
            }
            int single = next == '\\' ? escaped() : next;
            if (single == NONE) {
                return false;
            }
            bytes.set(single);
            previous = single;
            return true;
        }

        private int escaped() {
            return hasNext() ? next() : NONE;
        }

        private boolean readRange() {
            int next = next();
            int last = next == '\\' ? escaped() : next;
            if (last == NONE) {
                return false;
            }
            if (previous <= last) {
                bytes.set(previous, last + 1);
            }
            previous = NONE;
            return true;
        }

        /** Where the next bracket closes, with {@link #at} on the colon. */
        private int classEnd() {
            for (int i = at + 1; i < pattern.length; i++) {
                if (pattern[i] == ']') {
                    return i;
                }
            }
            return NONE;
        }

        private boolean readNamed(int end) {
            String name = new String(pattern, at + 1, end - at - 2, StandardCharsets.ISO_8859_1);
            Optional<NamedClass> named = NamedClass.of(name);
            named.ifPresent(each -> each.addTo(bytes));
            at = end + 1;
            previous = NONE;
            return named.isPresent();
        }
    }

    private boolean hasNext() {
        return at < pattern.length;
    }

    private int peek(int ahead) {
        return pattern[at + ahead] & 0xff;
    }

    private int next() {
        return pattern[at++] & 0xff;
    }
}
