package dev.holdfast.client.report;

import dev.holdfast.model.MalformedException;
import dev.holdfast.platform.durable.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * The reports of this client's runs, a file each in {@code reports/} of its state folder. The
 * oldest go; what is damaged is passed over.
 */
public final class LocalReports {
    /** Half a year of nightly runs. */
    static final int COUNT_MAX = 200;

    private static final String FOLDER = "reports";
    private static final String END = ".report";
    private static final int LENGTH_MAX = 1 << 20;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path state;

    /**
     * @param state the client's state folder
     */
    public LocalReports(Path state) {
        this.state = state;
    }

    /** Keeps a report of a run that has just ended. */
    public void add(LocalReport report, Instant ended) throws IOException {
        Volume volume = Volume.privateOn(state);
        volume.makeDirectory(FOLDER);
        String name = "%s-%s%s".formatted(TIME.format(ended), report.series(), END);
        volume.replace(FOLDER + "/" + name, report.encode());
        List<String> names = names(volume);
        for (String old : names.subList(0, Math.max(0, names.size() - COUNT_MAX))) {
            volume.delete(FOLDER + "/" + old);
        }
    }

    /**
     * The last reports, oldest first.
     *
     * @param count at most
     */
    public List<LocalReport> last(int count) throws IOException {
        if (!Files.isDirectory(state.resolve(FOLDER))) {
            return List.of();
        }
        Volume volume = Volume.privateOn(state);
        List<String> names = names(volume);
        List<LocalReport> reports = new ArrayList<>();
        for (String name : names.subList(Math.max(0, names.size() - count), names.size())) {
            try {
                reports.add(LocalReport.decode(volume.readAll(FOLDER + "/" + name, LENGTH_MAX)));
            } catch (MalformedException damaged) {
                // One run less is known; the next leaves a report again.
            }
        }
        return reports;
    }

    private static List<String> names(Volume volume) throws IOException {
        return volume.list(FOLDER).stream().filter(name -> name.endsWith(END)).toList();
    }
}
