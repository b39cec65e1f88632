package dev.holdfast.server.maintain;

import dev.holdfast.model.Timestamp;
import dev.holdfast.platform.linux.ThisProcess;
import dev.holdfast.server.upkeep.Holding;
import dev.holdfast.store.scrub.ScrubMemory;
import dev.holdfast.store.scrub.Scrubbed;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Looks for what has rotted in vaults, behind everybody else who wants the disc. */
public final class Scrubbing {
    /** Of a vault, what is read a day: all of it once a month. */
    public static final double DAILY_SHARE = 1.0 / 30;

    /** A day, but for what a timer may be late. */
    private static final Duration DAY = Duration.ofHours(20);

    private final InstantSource clock;

    public Scrubbing(InstantSource clock) {
        this.clock = clock;
    }

    /** What became of one vault. */
    public sealed interface Outcome {}

    public record Read(Scrubbed scrubbed) implements Outcome {}

    /** Somebody else is at it. */
    public record Busy() implements Outcome {}

    /** It failed, as the sentence says; the others go on. */
    public record Failed(String sentence) implements Outcome {}

    /** Whether a vault's daily share is due. */
    public boolean isDue(Holding holding) throws IOException {
        Optional<ScrubMemory> memory = ScrubMemory.load(holding.volume());
        return memory.isEmpty()
                || memory.get().lastRun().toInstant().plus(DAY).isBefore(clock.instant());
    }

    /**
     * Reads on in a vault.
     *
     * @param share of it: above 0, up to 1
     */
    public Outcome scrub(Holding holding, double share) {
        try {
            ThisProcess.yieldDisc();
            long bytes = (long) Math.ceil(holding.usedBytes() * share);
            Optional<Scrubbed> scrubbed =
                    holding.vault().scrub(bytes, Timestamp.of(clock.instant()));
            return scrubbed.isPresent() ? new Read(scrubbed.get()) : new Busy();
        } catch (IOException failure) {
            return new Failed(String.valueOf(failure.getMessage()));
        }
    }
}
