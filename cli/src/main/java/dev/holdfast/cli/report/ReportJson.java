package dev.holdfast.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.holdfast.client.report.LocalReport;
import dev.holdfast.client.report.LocalReport.NoteKind;
import dev.holdfast.client.report.Notes;
import dev.holdfast.protocol.message.Request.Figure;
import java.io.IOException;

/** A run for machines, with names. */
public final class ReportJson {
    private ReportJson() {}

    /** The fields of an object. */
    public static void write(JsonGenerator json, LocalReport report) throws IOException {
        json.writeStringField("began", report.began().toInstant().toString());
        json.writeStringField("series", report.series().value());
        json.writeStringField("outcome", report.outcome().word());
        json.writeObjectFieldStart("figures");
        for (Figure figure : report.figures()) {
            json.writeNumberField(figure.key(), figure.value());
        }
        json.writeEndObject();
        for (NoteKind kind : NoteKind.values()) {
            write(json, kind, report.notes(kind));
        }
    }

    private static void write(JsonGenerator json, NoteKind kind, Notes notes) throws IOException {
        if (notes.count() == 0) {
            return;
        }
        json.writeObjectFieldStart(kind.word());
        json.writeNumberField("count", notes.count());
        json.writeArrayFieldStart("first");
        for (String sentence : notes.first()) {
            json.writeString(sentence);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
