package dev.holdfast.server.tell;

import dev.holdfast.model.MalformedException;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.server.json.Json;
import dev.holdfast.server.json.JsonObject;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What was told lately, so that a thousand refusals are one mail and a count. Kept in {@code
 * told.json} in the server's folder; what cannot be read there begins anew.
 */
final class ToldBefore {
    /** What happens every night is told every night. */
    static final Duration QUIET = Duration.ofHours(20);

    /** More matters than these are not kept apart: the oldest are forgotten. */
    static final int COUNT_MAX = 1_000;

    private static final String FILE = "told.json";

    private final Volume root;

    ToldBefore(Volume root) {
        this.root = root;
    }

    private record Told(Instant at, long since) {
        boolean isFresh(Instant now) {
            return at.plus(QUIET).isAfter(now) && !at.isAfter(now);
        }
    }

    /**
     * Whether to tell of a matter now; then it has been told.
     *
     * @return how often it was not told since it was told last; empty: it is not told now either
     */
    OptionalLong due(String matter, Instant now) throws IOException {
        try (VolumeLock _ = root.lock(FILE + ".lock")) {
            Map<String, Told> all = load();
            Told last = all.remove(matter);
            boolean isQuiet = last != null && last.isFresh(now);
            all.put(
                    matter,
                    last != null && isQuiet
                            ? new Told(last.at(), last.since() + 1)
                            : new Told(now, 0));
            Iterator<String> oldest = all.keySet().iterator();
            for (int i = all.size(); i > COUNT_MAX; i--) {
                oldest.next();
                oldest.remove();
            }
            save(all);
            if (isQuiet) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(last == null ? 0 : last.since());
        }
    }

    private Map<String, Told> load() throws IOException {
        try {
            return Json.read(root.readAll(FILE, Json.LENGTH_MAX), ToldBefore::read);
        } catch (NoSuchFileException | MalformedException none) {
            return new LinkedHashMap<>();
        }
    }

    private static Map<String, Told> read(JsonObject json) throws MalformedException {
        Map<String, Told> all = new LinkedHashMap<>();
        for (JsonObject each : json.objects("told")) {
            all.put(each.text("matter"), new Told(each.time("at"), each.integer("since")));
            each.end();
        }
        return all;
    }

    private void save(Map<String, Told> all) throws IOException {
        root.replace(
                FILE,
                Json.file(json -> {
                    json.writeArrayFieldStart("told");
                    for (Map.Entry<String, Told> each : all.entrySet()) {
                        json.writeStartObject();
                        json.writeStringField("matter", each.getKey());
                        json.writeStringField("at", each.getValue().at().toString());
                        json.writeNumberField("since", each.getValue().since());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                }));
    }
}
