package dev.holdfast.server.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.holdfast.model.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/** One value as the bytes of a small JSON file, and back. */
public final class Json {
    /** Far beyond any file of ours, in bytes. */
    public static final int LENGTH_MAX = 1 << 20;

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Takes every field of an object once. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(JsonObject object) throws MalformedException;
    }

    /** Writes the fields of an object, between its braces. */
    @FunctionalInterface
    public interface Writer {
        void write(JsonGenerator json) throws IOException;
    }

    /**
     * @throws MalformedException unless the bytes are one object with exactly the fields that the
     *     reader takes, and they make a value
     */
    public static <T> T read(byte[] bytes, Reader<T> reader) throws MalformedException {
        JsonObject object = JsonObject.parse(bytes);
        try {
            T value = reader.read(object);
            object.end();
            return value;
        } catch (IllegalArgumentException | DateTimeException impossible) {
            throw new MalformedException(String.valueOf(impossible.getMessage()), impossible);
        }
    }

    /** An object over several lines, for people too. */
    public static byte[] file(Writer fields) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        return write(fields, printer);
    }

    /** An object in one line, with its line end. */
    public static byte[] line(Writer fields) {
        return write(fields, null);
    }

    private static byte[] write(Writer fields, @Nullable DefaultPrettyPrinter printer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.setPrettyPrinter(printer);
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory cannot fail", impossible);
        }
        return bytes.toByteArray();
    }
}
