package dev.holdfast.server.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Printable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A JSON object whose fields are taken one by one. What is left over when {@link #end} is called
 * was written by somebody who knows more than this version, and is not passed over: whoever writes
 * the file again would lose it.
 */
public final class JsonObject {
    /** No file of ours nests deeper. */
    private static final int DEPTH_MAX = 8;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
                    .build();

    private final Map<String, Object> fields;

    private JsonObject(Map<String, Object> fields) {
        this.fields = fields;
    }

    static JsonObject parse(byte[] bytes) throws MalformedException {
        if (bytes.length > Json.LENGTH_MAX) {
            throw new MalformedException("longer than %d bytes".formatted(Json.LENGTH_MAX));
        }
        try (JsonParser json = FACTORY.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException("not a JSON object");
            }
            JsonObject object = object(json);
            if (json.nextToken() != null) {
                throw new MalformedException("something follows the object");
            }
            return object;
        } catch (MalformedException known) {
            throw known;
        } catch (IOException notJson) {
            throw new MalformedException("not JSON", notJson);
        }
    }

    private static JsonObject object(JsonParser json) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            fields.put(name, value(json, json.nextToken()));
        }
        return new JsonObject(fields);
    }

    private static Object value(JsonParser json, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL,
                    VALUE_NUMBER_FLOAT,
                    VALUE_EMBEDDED_OBJECT,
                    END_OBJECT,
                    END_ARRAY,
                    FIELD_NAME,
                    NOT_AVAILABLE ->
                    throw new MalformedException("unexpected " + token);
        };
    }

    private static List<Object> array(JsonParser json) throws IOException {
        List<Object> values = new ArrayList<>();
        for (JsonToken t = json.nextToken(); t != JsonToken.END_ARRAY; t = json.nextToken()) {
            values.add(value(json, t));
        }
        return values;
    }

    public String text(String field) throws MalformedException {
        return required(field, optional(field, String.class));
    }

    public Optional<String> optionalText(String field) throws MalformedException {
        return optional(field, String.class);
    }

    public OptionalLong optionalInteger(String field) throws MalformedException {
        return optional(field, Long.class).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    public long integer(String field) throws MalformedException {
        return required(field, optional(field, Long.class));
    }

    public boolean bool(String field) throws MalformedException {
        return required(field, optional(field, Boolean.class));
    }

    /** A time in ISO 8601, UTC. */
    public Instant time(String field) throws MalformedException {
        return Instant.parse(text(field));
    }

    public Optional<JsonObject> optionalObject(String field) throws MalformedException {
        return optional(field, JsonObject.class);
    }

    public List<JsonObject> objects(String field) throws MalformedException {
        List<JsonObject> objects = new ArrayList<>();
        for (Object value : required(field, optional(field, List.class))) {
            if (!(value instanceof JsonObject object)) {
                throw new MalformedException("'%s' holds something else".formatted(field));
            }
            objects.add(object);
        }
        return objects;
    }

    public List<String> texts(String field) throws MalformedException {
        List<String> texts = new ArrayList<>();
        for (Object value : required(field, optional(field, List.class))) {
            if (!(value instanceof String text)) {
                throw new MalformedException("'%s' holds something else".formatted(field));
            }
            texts.add(text);
        }
        return texts;
    }

    /** An object of nothing but integers, in its order. */
    public Map<String, Long> integers(String field) throws MalformedException {
        JsonObject object = required(field, optional(field, JsonObject.class));
        Map<String, Long> integers = new LinkedHashMap<>();
        for (String name : List.copyOf(object.fields.keySet())) {
            integers.put(name, object.integer(name));
        }
        return integers;
    }

    /**
     * To be called when every field was taken.
     *
     * @throws MalformedException if one is left
     */
    public void end() throws MalformedException {
        if (!fields.isEmpty()) {
            String left = String.join(", ", fields.keySet());
            throw new MalformedException(
                    "fields that this version does not know: " + Printable.of(left));
        }
    }

    private <T> Optional<T> optional(String field, Class<T> type) throws MalformedException {
        Object value = fields.remove(field);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw new MalformedException("'%s' is of another kind".formatted(field));
        }
        return Optional.of(type.cast(value));
    }

    private static <T> T required(String field, Optional<T> value) throws MalformedException {
        if (value.isEmpty()) {
            throw new MalformedException("'%s' is missing".formatted(field));
        }
        return value.get();
    }
}
