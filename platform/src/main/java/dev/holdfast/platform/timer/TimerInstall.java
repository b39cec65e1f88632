package dev.holdfast.platform.timer;

import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the files of timers, and has them count. */
public final class TimerInstall {
    private static final CommandResult.Limits LIMITS =
            new CommandResult.Limits(1 << 20, Duration.ofMinutes(1));

    private TimerInstall() {}

    /** What files say, as far as they exist. */
    public static Map<Path, String> texts(Set<Path> files) throws IOException {
        Map<Path, String> texts = new HashMap<>();
        for (Path file : files) {
            try {
                texts.put(file, Files.readString(file));
            } catch (NoSuchFileException none) {
                // It is left out.
            }
        }
        return texts;
    }

    /** Writes the files, readable by all, in folders that exist or are made. */
    public static void write(Map<Path, String> texts) throws IOException {
        for (Map.Entry<Path, String> each : texts.entrySet()) {
            Path file = each.getKey();
            Path folder = file.getParent();
            if (folder == null) {
                throw new IllegalArgumentException("not a file: " + file);
            }
            Files.createDirectories(folder);
            byte[] bytes = each.getValue().getBytes(StandardCharsets.UTF_8);
            Volume.on(folder).replace(String.valueOf(file.getFileName()), bytes);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    /** The timers of these that systemd does not wait for; cron waits for whatever it finds. */
    public static List<String> stopped(TimerHost.Runner runner, List<TimedCommand> commands)
            throws IOException {
        List<String> stopped = new ArrayList<>();
        for (TimedCommand each :
                runner == TimerHost.Runner.SYSTEMD ? commands : List.<TimedCommand>of()) {
            String timer = each.name() + ".timer";
            Command asked = Command.of("systemctl", "is-active", "--quiet", timer);
            if (CommandResult.of(asked, LIMITS).exitCode() != 0) {
                stopped.add(timer);
            }
        }
        return stopped;
    }

    /** Runs commands that have to succeed. */
    public static void run(List<List<String>> commands) throws IOException {
        for (List<String> each : commands) {
            CommandResult result = CommandResult.of(new Command(each, Map.of()), LIMITS);
            if (result.exitCode() != 0) {
                throw new IOException(
                        "%s failed with %d: %s"
                                .formatted(
                                        String.join(" ", each),
                                        result.exitCode(),
                                        String.join("; ", result.errors())));
            }
        }
    }
}
