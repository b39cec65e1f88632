package dev.holdfast.server.slots;

import dev.holdfast.platform.durable.Volume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;

/**
 * How many sessions there may be at a time. The launcher counts them before Java starts, by files
 * in the folder {@code slots} of the server's folder (build/slots.sh), and reads the numbers there.
 *
 * @param ofEach of each client, and of each invitation
 * @param ofAll of all together
 */
public record Slots(int ofEach, int ofAll) {
    /** Whoever needs more is several machines. */
    public static final int OF_EACH_MAX = 64;

    /** The launcher looks at one after another. */
    public static final int OF_ALL_MAX = 1_000;

    /**
     * Of each one that writes, two that read, and one of which nobody knows yet that it is dead; of
     * all what a small server bears at 200 MiB each. The launcher has the same numbers.
     */
    public static final Slots STANDARD = new Slots(4, 64);

    static final String FOLDER = "slots";
    private static final String FILE = FOLDER + "/limits";
    private static final int LENGTH_MAX = 64;

    public Slots {
        require("of-each", ofEach, OF_EACH_MAX);
        require("of-all", ofAll, OF_ALL_MAX);
    }

    private static void require(String name, int count, int max) {
        if (count < 1 || count > max) {
            throw new IllegalArgumentException(
                    "%s must be within 1 and %d: %d".formatted(name, max, count));
        }
    }

    /**
     * Lets the launcher know; sessions that there are stay.
     *
     * @param root the server's folder
     */
    public void publish(Volume root) throws IOException {
        String line = "%d %d\n".formatted(ofEach, ofAll);
        if (!line.equals(published(root))) {
            root.makeDirectory(FOLDER);
            root.replace(FILE, line.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String published(Volume root) throws IOException {
        try {
            return new String(root.readAll(FILE, LENGTH_MAX), StandardCharsets.US_ASCII);
        } catch (NoSuchFileException none) {
            return "%d %d\n".formatted(STANDARD.ofEach, STANDARD.ofAll);
        }
    }

    /**
     * Deletes what counted the sessions of somebody who does not come any more.
     *
     * @param owner id of a client or of an invitation
     */
    public static void forget(Volume root, String owner) throws IOException {
        for (String slot : root.list(FOLDER)) {
            if (slot.startsWith(owner + ".")) {
                root.delete(FOLDER + "/" + slot);
            }
        }
    }
}
