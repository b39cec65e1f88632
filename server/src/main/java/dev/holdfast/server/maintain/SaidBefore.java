package dev.holdfast.server.maintain;

import dev.holdfast.model.MalformedException;
import dev.holdfast.platform.durable.DiscFullException;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.json.Json;
import dev.holdfast.server.json.JsonObject;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an administrator was told last, so that a timer does not say the same all day: it is said
 * when it changes, and once a day. Kept in {@code maintain.json} in the server's folder.
 */
public final class SaidBefore {
    private static final String FILE = "maintain.json";
    private static final Duration AGAIN_AFTER = Duration.ofHours(23);

    private final Volume root;

    public SaidBefore(Volume root) {
        this.root = root;
    }

    private record Said(Instant at, String what) {
        static Said of(JsonObject json) throws MalformedException {
            return new Said(json.time("at"), json.text("what"));
        }
    }

    /** Whether to say something; from now on it has been said. */
    public boolean isNews(List<String> sentences, Instant now) throws IOException {
        String what = String.join("\n", sentences);
        Optional<Said> last = last();
        if (sentences.isEmpty() && (last.isEmpty() || last.get().what().isEmpty())) {
            return false;
        }
        boolean isOld = last.isEmpty() || last.get().at().plus(AGAIN_AFTER).isBefore(now);
        boolean isOther = last.isEmpty() || !last.get().what().equals(what);
        if (isOld || isOther) {
            save(new Said(now, what));
        }
        return (isOld || isOther) && !sentences.isEmpty();
    }

    private Optional<Said> last() throws IOException {
        try {
            return Optional.of(Json.read(root.readAll(FILE, Json.LENGTH_MAX), Said::of));
        } catch (NoSuchFileException | MalformedException none) {
            return Optional.empty();
        }
    }

    private void save(Said said) throws IOException {
        try {
            root.replace(
                    FILE,
                    Json.file(json -> {
                        json.writeStringField("at", said.at().toString());
                        json.writeStringField("what", said.what());
                    }));
        } catch (DiscFullException full) {
            // It is said once more.
        }
    }
}
