package dev.holdfast.server.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.RunOutcome;
import dev.holdfast.model.Series;
import dev.holdfast.model.SessionId;
import dev.holdfast.protocol.message.Request.Figure;
import dev.holdfast.server.json.JsonObject;
import dev.holdfast.server.report.Served.Housework;
import dev.holdfast.server.report.Served.Reserve;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A report as a line of JSON. */
final class ReportFormat {
    private ReportFormat() {}

    static void write(JsonGenerator json, RunReport report) throws IOException {
        json.writeStringField("began", report.began().toString());
        json.writeStringField("ended", report.ended().toString());
        if (report.series().isPresent()) {
            json.writeStringField("series", report.series().get().value());
        }
        if (report.session().isPresent()) {
            json.writeStringField("session", report.session().get().toString());
        }
        json.writeStringField("outcome", report.outcome().word());
        json.writeObjectFieldStart("figures");
        for (Figure figure : report.figures()) {
            json.writeNumberField(figure.key(), figure.value());
        }
        json.writeEndObject();
        write(json, report.served());
    }

    private static void write(JsonGenerator json, Served served) throws IOException {
        json.writeNumberField("new-bytes", served.newBytes());
        if (served.snapshot().isPresent()) {
            json.writeNumberField("snapshot", served.snapshot().getAsLong());
        }
        write(json, "refusals", served.refusals());
        write(json, "expired", served.housework().expired());
        write(json, "before", served.housework().before());
        write(json, "after", served.housework().after());
    }

    private static void write(JsonGenerator json, String field, Sentences sentences)
            throws IOException {
        if (sentences.count() == 0) {
            return;
        }
        json.writeObjectFieldStart(field);
        json.writeNumberField("count", sentences.count());
        json.writeArrayFieldStart("first");
        for (String sentence : sentences.first()) {
            json.writeString(sentence);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String field, Optional<Reserve> reserve)
            throws IOException {
        if (reserve.isPresent()) {
            json.writeObjectFieldStart(field);
            json.writeNumberField("free", reserve.get().freeBytes());
            json.writeNumberField("start", reserve.get().startBytes());
            json.writeEndObject();
        }
    }

    static RunReport read(JsonObject json) throws MalformedException {
        List<Figure> figures = new ArrayList<>();
        for (Map.Entry<String, Long> figure : json.integers("figures").entrySet()) {
            figures.add(new Figure(figure.getKey(), figure.getValue()));
        }
        return new RunReport(
                json.time("began"),
                json.time("ended"),
                json.optionalText("series").map(Series::new),
                json.optionalText("session").map(SessionId::parse),
                RunOutcome.ofWord(json.text("outcome")),
                figures,
                served(json));
    }

    private static Served served(JsonObject json) throws MalformedException {
        return new Served(
                json.integer("new-bytes"),
                json.optionalInteger("snapshot"),
                sentences(json, "refusals"),
                new Housework(
                        reserve(json, "before"),
                        reserve(json, "after"),
                        sentences(json, "expired")));
    }

    private static Sentences sentences(JsonObject json, String field) throws MalformedException {
        Optional<JsonObject> object = json.optionalObject(field);
        if (object.isEmpty()) {
            return Sentences.NONE;
        }
        Sentences sentences =
                new Sentences(object.get().texts("first"), object.get().integer("count"));
        object.get().end();
        return sentences;
    }

    private static Optional<Reserve> reserve(JsonObject json, String field)
            throws MalformedException {
        Optional<JsonObject> object = json.optionalObject(field);
        if (object.isEmpty()) {
            return Optional.empty();
        }
        Reserve reserve = new Reserve(object.get().integer("free"), object.get().integer("start"));
        object.get().end();
        return Optional.of(reserve);
    }
}
