package dev.holdfast.server.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Series;
import dev.holdfast.model.SessionId;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.protocol.message.Request.Figure;
import dev.holdfast.server.json.Json;
import dev.holdfast.server.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The reports of clients: a line each in {@code reports/CLIENT-ID.jsonl}, and beside it the newest
 * sealed logs, {@code reports/CLIENT-ID/TIME-SESSION.log}. Both are bounded, whatever a client
 * sends: the oldest go.
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
     * Keeps a report.
     *
     * @param sealedLog may be empty, then there is none
     */
    public void add(ClientId client, RunReport report, Bytes sealedLog) throws IOException {
        root.makeDirectory(FOLDER);
        try (VolumeLock _ = root.lock(FOLDER + "/lock")) {
            addLine(client, Json.line(json -> write(json, report)));
            if (sealedLog.length() > 0) {
                addLog(client, report, sealedLog);
            }
        }
    }

    /** A client's reports, oldest first; lines that cannot be read are left out. */
    public List<RunReport> list(ClientId client) throws IOException {
        List<RunReport> reports = new ArrayList<>();
        for (byte[] line : lines(read(client))) {
            try {
                reports.add(Json.read(line, Reports::report));
            } catch (MalformedException ofALaterVersion) {
                // It stays in the file for whoever can read it.
            }
        }
        return reports;
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

    private void addLine(ClientId client, byte[] line) throws IOException {
        byte[] before = read(client);
        ByteArrayOutputStream after = new ByteArrayOutputStream();
        after.writeBytes(before);
        after.writeBytes(line);
        byte[] bytes = after.toByteArray();
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
        String name = "%s-%s.log".formatted(TIME.format(report.received()), session);
        root.replace(folder + "/" + name, sealedLog.toArray());
        List<String> logs = root.list(folder);
        for (String old : logs.subList(0, Math.max(0, logs.size() - LOGS_MAX))) {
            root.delete(folder + "/" + old);
        }
    }

    private byte[] read(ClientId client) throws IOException {
        try {
            return root.readAll(file(client), LENGTH_MAX);
        } catch (NoSuchFileException none) {
            return new byte[0];
        }
    }

    private static String file(ClientId client) {
        return FOLDER + "/" + client + ".jsonl";
    }

    private static List<byte[]> lines(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static void write(JsonGenerator json, RunReport report) throws IOException {
        json.writeStringField("received", report.received().toString());
        if (report.series().isPresent()) {
            json.writeStringField("series", report.series().get().value());
        }
        if (report.session().isPresent()) {
            json.writeStringField("session", report.session().get().toString());
        }
        json.writeObjectFieldStart("figures");
        for (Figure figure : report.figures()) {
            json.writeNumberField(figure.key(), figure.value());
        }
        json.writeEndObject();
    }

    private static RunReport report(JsonObject json) throws MalformedException {
        List<Figure> figures = new ArrayList<>();
        for (Map.Entry<String, Long> figure : json.integers("figures").entrySet()) {
            figures.add(new Figure(figure.getKey(), figure.getValue()));
        }
        return new RunReport(
                json.time("received"),
                json.optionalText("series").map(Series::new),
                json.optionalText("session").map(SessionId::parse),
                figures);
    }
}
