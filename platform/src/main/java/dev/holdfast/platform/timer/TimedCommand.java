package dev.holdfast.platform.timer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A command that a host runs from time to time.
 *
 * @param name of the units: {@code [a-z0-9.-]+}
 * @param description for people, one line
 * @param user who runs it
 * @param program without which nothing is run: it may be removed and the timer stay
 * @param command one line for a shell
 */
public record TimedCommand(
        String name,
        String description,
        String user,
        Path program,
        String command,
        When when,
        Manners manners) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9.-]+");
    private static final Pattern LINE = Pattern.compile("[ -~]+");
    private static final Pattern QUOTABLE = Pattern.compile("/[ -&(-~]+");
    private static final Pattern STAMP = Pattern.compile("/[A-Za-z0-9_./+@-]+");

    /**
     * When it is run.
     *
     * @param calendar for systemd.time(7)
     * @param cron the first five fields of crontab(5)
     * @param catchUp what cron does about a run that was missed; systemd catches up by itself
     */
    public record When(String calendar, String cron, Spread spread, Optional<CatchUp> catchUp) {
        /** Whether it is run to the minute. */
        public enum Spread {
            EXACT,
            /** Up to a quarter of an hour later, where systemd runs it. */
            RANDOM
        }
    }

    /**
     * Looks now and then whether a run was missed, as the host was off, and runs it then.
     *
     * @param cron when to look: the first five fields of crontab(5)
     * @param age of the last run's beginning from which on one was missed; whole minutes
     * @param stamp an absolute path with a plain name: the file of which the time says when the
     *     last run began
     */
    public record CatchUp(String cron, Duration age, Path stamp) {
        public CatchUp {
            if (!STAMP.matcher(stamp.toString()).matches()) {
                throw new IllegalArgumentException("a line for cron cannot name " + stamp);
            }
        }
    }

    /** How much it is to stand back behind others. */
    public enum Manners {
        /** Little of the processors. */
        NICE,
        /** The same, and of the discs what nobody else wants. */
        IDLE
    }

    public TimedCommand {
        if (!NAME.matcher(name).matches()
                || !LINE.matcher(description).matches()
                || !LINE.matcher(user).matches()
                || !QUOTABLE.matcher(program.toString()).matches()
                || !LINE.matcher(command).matches()) {
            throw new IllegalArgumentException("a timer cannot run this: " + command);
        }
    }
}
