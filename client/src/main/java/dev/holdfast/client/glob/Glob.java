package dev.holdfast.client.glob;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * A pattern of wildcards, made ready to be held against many texts: {@code *} is any bytes but a
 * slash, {@code **} any at all, {@code ?} one byte but a slash, a class in brackets one of its
 * bytes, and a backslash makes the next byte itself. All places of the pattern that a text may have
 * come to are followed at once, a bit each, so no pattern takes longer than the text's length times
 * an eighth of its own.
 */
public final class Glob {
    private static final int BYTES = 256;

    /** Where in a text a pattern may begin. */
    public enum Beginning {
        AT_START,
        /** At the start, and after each slash. */
        AT_EACH_NAME
    }

    private final int words;
    private final int end;

    /** By byte: the places from which it leads to the next. */
    private final long[][] takers;

    private final long[] runs;
    private final long[] runsAcross;

    /** What every match ends with: told at once for most texts. */
    private final byte[] ending;

    private Glob(List<Element> elements) {
        end = elements.size();
        words = end / Long.SIZE + 1;
        runs = new long[words];
        runsAcross = new long[words];
        long[] none = new long[words];
        takers = new long[BYTES][];
        Arrays.fill(takers, none);
        BitSet own = new BitSet();
        for (int i = 0; i < end; i++) {
            put(elements.get(i), i, own);
        }
        ending = ending(elements);
    }

    /**
     * @return empty for a pattern whose last bracket is not closed, that names a class which is not
     *     known, or that ends with a lone backslash: it matches nothing
     */
    public static Optional<Glob> of(byte[] pattern) {
        return ElementReader.read(pattern).map(Glob::new);
    }

    /** Whether a pattern has wildcards; otherwise its backslashes are themselves. */
    public static boolean hasWildcards(byte[] pattern) {
        for (byte b : pattern) {
            if (b == '*' || b == '?' || b == '[') {
                return true;
            }
        }
        return false;
    }

    /**
     * @param own bytes that have places of their own
     */
    private void put(Element element, int place, BitSet own) {
        switch (element) {
            case Element.One(var bytes) ->
                    bytes.stream()
                            .forEach(b -> {
                                takers[b] = own.get(b) ? takers[b] : new long[words];
                                own.set(b);
                                set(takers[b], place);
                            });
            case Element.Run run -> {
                set(runs, place);
                if (run == Element.Run.ACROSS_NAMES) {
                    set(runsAcross, place);
                }
            }
        }
    }

    private static void set(long[] places, int place) {
        places[place / Long.SIZE] |= 1L << place;
    }

    private static byte[] ending(List<Element> elements) {
        int start = elements.size();
        while (start > 0
                && elements.get(start - 1) instanceof Element.One(var bytes)
                && bytes.cardinality() == 1) {
            start--;
        }
        byte[] ending = new byte[elements.size() - start];
        for (int i = 0; i < ending.length; i++) {
            if (elements.get(start + i) instanceof Element.One(var bytes)) {
                ending[i] = (byte) bytes.nextSetBit(0);
            }
        }
        return ending;
    }

    /** Whether the text from one index to before another is what the pattern means. */
    public boolean matches(byte[] text, int from, int to, Beginning beginning) {
        int endingFrom = to - ending.length;
        if (endingFrom < from || !Arrays.equals(text, endingFrom, to, ending, 0, ending.length)) {
            return false;
        }
        long[] places = new long[words];
        begin(places);
        for (int i = from; i < to; i++) {
            boolean slash = text[i] == '/';
            boolean left = step(places, takers[text[i] & 0xff], slash ? runsAcross : runs);
            if (slash && beginning == Beginning.AT_EACH_NAME) {
                begin(places);
            } else if (!left && beginning == Beginning.AT_START) {
                return false;
            }
        }
        return (places[end / Long.SIZE] & 1L << end) != 0;
    }

    private void begin(long[] places) {
        places[0] |= 1 | (runs[0] & 1) << 1;
    }

    /** Goes on by one byte; false when no place is left. */
    private boolean step(long[] places, long[] takes, long[] stays) {
        long carry = 0;
        long skipCarry = 0;
        long any = 0;
        for (int w = 0; w < words; w++) {
            long here = places[w];
            long taken = here & takes[w];
            long next = taken << 1 | carry | (here & stays[w]);
            carry = taken >>> (Long.SIZE - 1);
            // A run may be empty; the reader leaves no two beside one another.
            next |= skipCarry;
            long skipped = next & runs[w];
            next |= skipped << 1;
            skipCarry = skipped >>> (Long.SIZE - 1);
            places[w] = next;
            any |= next;
        }
        return any != 0;
    }
}
