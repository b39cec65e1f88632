package dev.holdfast.server.digest;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Numbers as a line of small blocks, which every mail program shows. */
final class Sparkline {
    private static final String BLOCKS = "▁▂▃▄▅▆▇█";

    /** Where there is no number. */
    private static final String NONE = "·";

    private Sparkline() {}

    /** A block for each number, the highest for the largest of them; less than 0 counts as 0. */
    static String of(List<OptionalLong> numbers) {
        long max = 1;
        for (OptionalLong number : numbers) {
            max = Math.max(max, number.orElse(0));
        }
        double largest = max;
        return numbers.stream()
                .map(number -> number.isEmpty() ? NONE : block(number.getAsLong() / largest))
                .collect(Collectors.joining());
    }

    private static String block(double part) {
        int height = (int) Math.round(Math.clamp(part, 0.0, 1.0) * (BLOCKS.length() - 1));
        return BLOCKS.substring(height, height + 1);
    }
}
