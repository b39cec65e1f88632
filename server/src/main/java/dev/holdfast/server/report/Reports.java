package dev.holdfast.server.report;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.RunOutcome;
import dev.holdfast.model.SessionId;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.server.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The reports of clients: a line each in {@code reports/CLIENT-ID.jsonl}, and beside it the newest
 * sealed logs, {@code reports/CLIENT-ID/TIME-SESSION.log}. Both are bounded, whatever a client
 * sends: the oldest go. What is lost or damaged is missed by nobody: it begins anew.
 */
public final class Reports {
    /** Years of nightly runs, in bytes. */
    static final int LENGTH_MAX = 1 << 20;

    /** A month of nightly runs. */
    static final int LOGS_MAX = 32;

    private static final String FOLDER = "reports";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Volume root;

    /**
     * @param root the server's folder
     */
    public Reports(Volume root) {
        this.root = root;
    }

    /**
     * Keeps a report, in the place of an earlier one of the same session.
     *
     * @param sealedLog may be empty, then there is none
     */
    public void put(ClientId client, RunReport report, Bytes sealedLog) throws IOException {
        root.makeDirectory(FOLDER);
        try (VolumeLock _ = root.lock(FOLDER + "/lock")) {
            List<Line> lines = new ArrayList<>(lines(client));
            lines.removeIf(line -> line.isOf(report.session()));
            lines.add(Line.of(report));
            write(client, lines);
            if (sealedLog.length() > 0) {
                addLog(client, report, sealedLog);
            }
        }
    }

    /** A client's reports, in the order in which they were last heard of. */
    public List<RunReport> list(ClientId client) {
        return lines(client).stream().flatMap(line -> line.report().stream()).toList();
    }

    /** Deletes all that a client ever told. */
    public void forget(ClientId client) throws IOException {
        String folder = FOLDER + "/" + client;
        for (String log : root.list(folder)) {
            root.delete(folder + "/" + log);
        }
        root.delete(folder);
        root.delete(file(client));
    }

    /**
     * Runs that are told to be under way and are not any more get their end.
     *
     * @param lives whether a run is under way
     * @return those that ended so
     */
    public List<RunReport> settle(ClientId client, Predicate<RunReport> lives) throws IOException {
        List<RunReport> dead = new ArrayList<>();
        if (list(client).stream().noneMatch(Reports::isOpen)) {
            return dead;
        }
        try (VolumeLock _ = root.lock(FOLDER + "/lock")) {
            List<Line> lines = new ArrayList<>();
            for (Line line : lines(client)) {
                Optional<RunReport> ended =
                        line.report()
                                .filter(Reports::isOpen)
                                .filter(report -> !lives.test(report))
                                .map(RunReport::brokenOff);
                ended.ifPresent(dead::add);
                lines.add(ended.map(Line::of).orElse(line));
            }
            if (!dead.isEmpty()) {
                write(client, lines);
            }
        }
        return dead;
    }

    private static boolean isOpen(RunReport report) {
        return report.outcome() == RunOutcome.UNDERWAY;
    }

    /**
     * A line of the file.
     *
     * @param report empty for what a later version wrote: it stays for whoever can read it
     */
    private record Line(String text, Optional<RunReport> report) {
        static Line of(RunReport report) {
            byte[] line = Json.line(report::write);
            return new Line(new String(line, StandardCharsets.UTF_8), Optional.of(report));
        }

        boolean isOf(Optional<SessionId> session) {
            return session.isPresent() && report.flatMap(RunReport::session).equals(session);
        }
    }

    private void write(ClientId client, List<Line> lines) throws IOException {
        String text = lines.stream().map(Line::text).collect(Collectors.joining());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        root.replace(file(client), bytes.length <= LENGTH_MAX ? bytes : newestHalf(bytes));
    }

    /** A half, so that not every further report moves all others. */
    private static byte[] newestHalf(byte[] bytes) {
        int start = bytes.length - LENGTH_MAX / 2;
        while (start > 0 && bytes[start - 1] != '\n') {
            start++;
        }
        return Bytes.copyOf(bytes, start, bytes.length).toArray();
    }

    private void addLog(ClientId client, RunReport report, Bytes sealedLog) throws IOException {
        String folder = FOLDER + "/" + client;
        root.makeDirectory(folder);
        String session = report.session().map(SessionId::toString).orElse("none");
        String name = "%s-%s.log".formatted(TIME.format(report.ended()), session);
        root.replace(folder + "/" + name, sealedLog.toArray());
        List<String> logs = root.list(folder);
        for (String old : logs.subList(0, Math.max(0, logs.size() - LOGS_MAX))) {
            root.delete(folder + "/" + old);
        }
    }

    private List<Line> lines(ClientId client) {
        List<Line> lines = new ArrayList<>();
        for (String text : new String(read(client), StandardCharsets.UTF_8).lines().toList()) {
            lines.add(new Line(text + "\n", report(text)));
        }
        return lines;
    }

    private static Optional<RunReport> report(String line) {
        try {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            return Optional.of(Json.read(bytes, ReportFormat::read));
        } catch (MalformedException ofALaterVersion) {
            return Optional.empty();
        }
    }

    /** What is not there or cannot be read begins anew. */
    private byte[] read(ClientId client) {
        try {
            return root.readAll(file(client), LENGTH_MAX);
        } catch (IOException lost) {
            return new byte[0];
        }
    }

    private static String file(ClientId client) {
        return FOLDER + "/" + client + ".jsonl";
    }
}
