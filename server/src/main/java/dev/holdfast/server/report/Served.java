package dev.holdfast.server.report;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What only the server knows of a run.
 *
 * @param newBytes that it added to the vault's disc
 * @param snapshot that it made
 * @param refusals what the client was told instead of what it asked for
 * @param housework what the server did about room
 */
public record Served(
        long newBytes, OptionalLong snapshot, Sentences refusals, Housework housework) {
    public static final Served NOTHING =
            new Served(0, OptionalLong.empty(), Sentences.NONE, Housework.NONE);

    /**
     * What was done about room around a run.
     *
     * @param before it began
     * @param after it ended, and room was made
     * @param expired snapshots, each with its reason
     */
    public record Housework(Optional<Reserve> before, Optional<Reserve> after, Sentences expired) {
        public static final Housework NONE =
                new Housework(Optional.empty(), Optional.empty(), Sentences.NONE);
    }

    /**
     * Room at one moment.
     *
     * @param startBytes when less is free, room is made
     */
    public record Reserve(long freeBytes, long startBytes) {}
}
