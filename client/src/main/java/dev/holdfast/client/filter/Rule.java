package dev.holdfast.client.filter;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.Printable;
import java.io.ByteArrayOutputStream;

/** Keeps or drops the paths that its pattern means. */
public final class Rule implements Item {
    private final Effect effect;
    private final Given given;
    private final PathPattern pattern;

    /** What becomes of a path that a rule means. */
    public enum Effect {
        KEEP,
        DROP
    }

    /**
     * Where a rule was written.
     *
     * @param source a file, or words for what is none
     * @param line from 1; 0 where there are no lines
     */
    public record Origin(String source, int line) {
        public static final Origin COMMAND_LINE = new Origin("command line", 0);
        public static final Origin BUILT_IN = new Origin("built in", 0);

        static Origin of(Bytes file, int line) {
            return new Origin(file.toString(), line);
        }

        @Override
        public String toString() {
            return line == 0 ? source : source + ":" + line;
        }
    }

    /**
     * What was written.
     *
     * @param absolute a slash at the pattern's beginning is the root directory, even in the file of
     *     a directory
     * @param negated the rule means what the pattern does not
     * @param perishable the rule keeps nothing in a directory from being deleted with it
     */
    record Given(
            Bytes pattern, boolean absolute, boolean negated, boolean perishable, Origin origin) {}

    /**
     * @param directory the path of the directory whose file it stands in, with a slash behind it
     */
    Rule(Effect effect, Given given, byte[] directory) {
        this.effect = effect;
        this.given = given;
        this.pattern =
                given.absolute()
                        ? PathPattern.fromRoot(given.pattern())
                        : PathPattern.from(directory, given.pattern());
    }

    boolean means(Subject subject) {
        return pattern.matches(subject) != given.negated();
    }

    public Effect effect() {
        return effect;
    }

    @Override
    public Origin origin() {
        return given.origin();
    }

    @Override
    public Bytes text() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.write(effect == Effect.KEEP ? '+' : '-');
        write(text, '/', given.absolute());
        write(text, '!', given.negated());
        write(text, 'p', given.perishable());
        text.write(' ');
        text.writeBytes(given.pattern().toArray());
        return Bytes.copyOf(text.toByteArray());
    }

    private static void write(ByteArrayOutputStream text, char modifier, boolean given) {
        if (given) {
            text.write(modifier);
        }
    }

    /** For showing. */
    @Override
    public String toString() {
        return Printable.of(text().toArray());
    }
}
