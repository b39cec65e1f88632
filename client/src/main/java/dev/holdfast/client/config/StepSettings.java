package dev.holdfast.client.config;

import dev.holdfast.client.config.Settings.Range;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What {@code client.toml} says of the steps around a backup.
 *
 * @param pre lines for the shell, to be run before
 * @param post the same, after
 * @param optional lines, and names of executables in the folders of steps, that may fail
 * @param deadline of each step
 */
public record StepSettings(
        List<String> pre, List<String> post, Set<String> optional, Duration deadline) {
    private static final String SECTION = "steps";
    private static final String PRE = ".pre";
    private static final String POST = ".post";
    private static final String OPTIONAL = ".optional";
    private static final String DEADLINE = SECTION + ".deadline-minutes";

    /** Long enough for the dump of a large database. */
    private static final int DEADLINE_USUAL = 360;

    private static final Range DEADLINE_MINUTES = new Range(1, 7 * 24 * 60);

    static final StepSettings NONE =
            new StepSettings(List.of(), List.of(), Set.of(), Duration.ofMinutes(DEADLINE_USUAL));

    public StepSettings {
        pre = List.copyOf(pre);
        post = List.copyOf(post);
        optional = Set.copyOf(optional);
    }

    static List<String> keys() {
        return List.of(SECTION + PRE, SECTION + POST, SECTION + OPTIONAL, DEADLINE);
    }

    /** Of every backup. */
    static StepSettings read(Settings settings) throws ConfigException {
        return read(settings, SECTION);
    }

    /**
     * Of a section that may have steps of its own, which have the same deadline as all.
     *
     * @param section whose keys {@code pre}, {@code post} and {@code optional} are meant
     */
    static StepSettings read(Settings settings, String section) throws ConfigException {
        return new StepSettings(
                settings.texts(section + PRE),
                settings.texts(section + POST),
                Set.copyOf(settings.texts(section + OPTIONAL)),
                Duration.ofMinutes(settings.number(DEADLINE, DEADLINE_USUAL, DEADLINE_MINUTES)));
    }

    boolean hasCommands() {
        return !pre.isEmpty() || !post.isEmpty();
    }
}
