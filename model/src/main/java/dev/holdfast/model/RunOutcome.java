package dev.holdfast.model;

import java.util.Locale;

/** How a run ended. The codes travel, and are the program's exit status where it has one. */
public enum RunOutcome {
    DONE(0),
    FAILED(1),
    /** Done, and something could not be read. */
    GAPS(3),
    REFUSED(4),
    /** The vault is damaged or not what it was. */
    DAMAGED(5),
    /** It began, and has not ended as far as anybody knows. */
    UNDERWAY(6),
    /** It began, and nobody heard of it again. */
    BROKEN_OFF(7);

    private final int code;

    RunOutcome(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Whether a snapshot was made. */
    public boolean isGood() {
        return this == DONE || this == GAPS;
    }

    /** Whether somebody should look at it. */
    public boolean isBad() {
        return switch (this) {
            case DONE, UNDERWAY -> false;
            case FAILED, GAPS, REFUSED, DAMAGED, BROKEN_OFF -> true;
        };
    }

    /** For people and in files, in small letters. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a client says of itself; what it cannot say, and what is not known, is a failure. */
    public static RunOutcome ofClient(long code) {
        for (RunOutcome outcome : values()) {
            if (outcome.code == code && outcome != UNDERWAY && outcome != BROKEN_OFF) {
                return outcome;
            }
        }
        return FAILED;
    }

    /**
     * @throws IllegalArgumentException unless it is a {@link #word}
     */
    public static RunOutcome ofWord(String word) {
        for (RunOutcome outcome : values()) {
            if (outcome.word().equals(word)) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("not an outcome: '%s'".formatted(Printable.of(word)));
    }
}
