package dev.holdfast.server.slots;

import dev.holdfast.platform.durable.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections that the launcher sent away, as it found no slot for them.
 *
 * @param owner whose slots were all taken: id of a client or of an invitation, or {@link #SERVER}
 * @param count of them, at most so many as the launcher counts (build/slots.sh)
 */
public record SentAway(String owner, long count) {
    /** All slots of the server were taken. */
    public static final String SERVER = "server";

    /** An honest client that meets its own other sessions comes again less often. */
    private static final int OFTEN = 10;

    private static final String SUFFIX = ".away";
    private static final int LENGTH_MAX = 1 << 20;

    /** Whether somebody should know. */
    public boolean isOften() {
        return count >= OFTEN;
    }

    /**
     * What happened, in a sentence.
     *
     * @param name of the owner, for people
     */
    public String sentence(String name) {
        return owner.equals(SERVER)
                ? ("sent away %d times: the server had as many connections as it may have"
                                + " (of-all in [sessions] of server.toml)")
                        .formatted(count)
                : "sent away %d times: %s had as many connections as it may have"
                        .formatted(count, name);
    }

    /**
     * What was counted since this was asked last.
     *
     * @param root the server's folder
     */
    public static List<SentAway> take(Volume root) throws IOException {
        List<SentAway> taken = new ArrayList<>();
        for (String name : root.list(Slots.FOLDER)) {
            if (name.endsWith(SUFFIX)) {
                String file = Slots.FOLDER + "/" + name;
                int count = root.readAll(file, LENGTH_MAX).length;
                root.delete(file);
                taken.add(new SentAway(name.substring(0, name.length() - SUFFIX.length()), count));
            }
        }
        return taken;
    }
}
