package dev.holdfast.server.log;

import dev.holdfast.model.ClientId;
import dev.holdfast.platform.durable.Volume;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All logs of a server as one. */
public final class LogReading {
    private LogReading() {}

    /**
     * The lines since a time, oldest first; with the counts of what repeats itself now.
     *
     * @param root the server's folder
     * @param client of whom alone, if only one is wanted
     */
    public static List<LogLine> since(Path root, Instant since, Optional<ClientId> client)
            throws IOException {
        List<LogLine> lines = new ArrayList<>();
        for (String name : Volume.on(root).list(SessionLog.FOLDER)) {
            Path file = root.resolve(SessionLog.FOLDER).resolve(name);
            boolean isWanted = client.isEmpty() || name.startsWith(client.get().toString());
            if (isWanted && name.endsWith(SessionLog.REPEATS)) {
                SessionLog.repeats(file).open().stream()
                        .flatMap(repeat -> repeat.told().stream())
                        .filter(line -> !line.time().isBefore(since))
                        .forEach(lines::add);
            } else if (isWanted && isLog(name)) {
                read(file, since, lines);
            }
        }
        lines.sort(Comparator.comparing(LogLine::time));
        return lines;
    }

    private static boolean isLog(String name) {
        return name.endsWith(SessionLog.SUFFIX)
                || name.endsWith(SessionLog.SUFFIX + SessionLog.FORMER);
    }

    /** Whatever bytes there are, they are no reason to stop. */
    private static void read(Path file, Instant since, List<LogLine> lines) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                LogLine.parse(line)
                        .filter(each -> !each.time().isBefore(since))
                        .ifPresent(lines::add);
            }
        }
    }
}
