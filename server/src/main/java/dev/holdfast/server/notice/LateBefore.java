package dev.holdfast.server.notice;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Series;
import dev.holdfast.platform.durable.DiscFullException;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.json.Json;
import dev.holdfast.server.json.JsonObject;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which series were late when somebody was last told, so that it is told once that one is late, and
 * once that it is not any more. Kept in {@code overdue.json} in the server's folder.
 */
public final class LateBefore {
    private static final String FILE = "overdue.json";

    /** More than any server has. */
    private static final int COUNT_MAX = 5_000;

    private final Volume root;

    public LateBefore(Volume root) {
        this.root = root;
    }

    /** A series of a client. */
    public record Of(ClientId client, Series series) {}

    /** Those of whom it was last told that they are late. What cannot be read begins anew. */
    public Set<Of> load() throws IOException {
        try {
            return Json.read(root.readAll(FILE, Json.LENGTH_MAX), LateBefore::read);
        } catch (NoSuchFileException | MalformedException none) {
            return Set.of();
        }
    }

    private static Set<Of> read(JsonObject json) throws MalformedException {
        Set<Of> late = new LinkedHashSet<>();
        for (JsonObject each : json.objects("late")) {
            late.add(new Of(ClientId.parse(each.text("client")), new Series(each.text("series"))));
            each.end();
        }
        return late;
    }

    /** From now on these have been told of. */
    public void save(Collection<Of> late) throws IOException {
        try {
            root.replace(
                    FILE,
                    Json.file(json -> {
                        json.writeArrayFieldStart("late");
                        for (Of each : late.stream().limit(COUNT_MAX).toList()) {
                            json.writeStartObject();
                            json.writeStringField("client", each.client().toString());
                            json.writeStringField("series", each.series().value());
                            json.writeEndObject();
                        }
                        json.writeEndArray();
                    }));
        } catch (DiscFullException full) {
            // It is told once more.
        }
    }
}
