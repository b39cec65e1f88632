package dev.holdfast.platform.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program that goes on when we end: nobody waits for it, and it says nothing to anybody. */
public final class DetachedProcess {
    private DetachedProcess() {}

    /**
     * Starts it, in a session of its own.
     *
     * @throws IOException if it cannot be started
     */
    public static void start(Command command) throws IOException {
        List<String> words = new ArrayList<>(List.of("setsid", "--fork"));
        words.addAll(command.arguments());
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        Map<String, String> wanted = command.wholeEnvironment(Map.copyOf(environment));
        environment.clear();
        environment.putAll(wanted);
        Process _ = builder.start();
    }
}
