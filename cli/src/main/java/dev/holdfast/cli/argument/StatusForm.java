package dev.holdfast.cli.argument;

import dev.holdfast.cli.console.Console;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How a status is told: to people, to programs, or to a monitoring system such as Nagios. */
public final class StatusForm {
    /** What a monitoring system takes as exit status. */
    private enum Level {
        OK(0),
        WARNING(1),
        CRITICAL(2),
        UNKNOWN(3);

        private final int status;

        Level(int status) {
            this.status = status;
        }
    }

    @ArgGroup private @Nullable Choice choice;

    /** At most one. */
    static final class Choice {
        @Option(names = "--json", description = "prints one JSON object")
        boolean json;

        @Option(
                names = "--nagios",
                description =
                        "prints one line for a monitoring system, with its exit status: 0 OK,"
                                + " 1 WARNING, 2 CRITICAL, 3 UNKNOWN")
        boolean nagios;
    }

    public boolean isJson() {
        return choice != null && choice.json;
    }

    public boolean isForMonitoring() {
        return choice != null && choice.nagios;
    }

    /** Looks and tells; a monitoring system is told, too, when that does not go. */
    public interface Looking {
        int look() throws IOException;
    }

    /**
     * Does so.
     *
     * @return the exit status
     */
    public int show(Console console, Looking looking) throws IOException {
        try {
            return looking.look();
        } catch (IOException failure) {
            if (!isForMonitoring()) {
                throw failure;
            }
            return say(console, Level.UNKNOWN, String.valueOf(failure.getMessage()));
        }
    }

    /**
     * What is wrong, for a monitoring system.
     *
     * @param figures as it reads them; may be empty
     */
    public record Finding(List<String> critical, List<String> warnings, String figures) {
        public Finding {
            critical = List.copyOf(critical);
            warnings = List.copyOf(warnings);
        }

        /**
         * Tells it in one line.
         *
         * @param well what there is to say when nothing is wrong
         * @return the exit status
         */
        public int tell(Console console, String well) {
            List<String> said = new ArrayList<>(critical);
            said.addAll(warnings);
            Level level =
                    !critical.isEmpty()
                            ? Level.CRITICAL
                            : warnings.isEmpty() ? Level.OK : Level.WARNING;
            String text = said.isEmpty() ? well : String.join("; ", said);
            String after = figures.isEmpty() ? "" : " | " + figures;
            return say(console, level, text.replace('|', '/') + after);
        }
    }

    private static int say(Console console, Level level, String text) {
        console.out().printf("HOLDFAST %s - %s%n", level, text);
        return level.status;
    }
}
