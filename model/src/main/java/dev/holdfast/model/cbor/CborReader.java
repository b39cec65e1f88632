package dev.holdfast.model.cbor;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Timestamp;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads what {@link CborWriter} wrote, and says what it found instead where it did not. */
public final class CborReader implements AutoCloseable {
    private static final CBORFactory FACTORY =
            CBORFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(CborHeads.DEPTH_MAX)
                                    .build())
                    .build();

    private final CBORParser parser;

    /** Read ahead by a look at what comes next, not yet taken. */
    private @Nullable JsonToken ahead;

    CborReader(byte[] bytes) throws IOException {
        this.parser = FACTORY.createParser(bytes);
    }

    /** Begins an array; then its values, then {@link #end}. */
    public void array() throws IOException {
        take(JsonToken.START_ARRAY);
    }

    /** Whether the innermost array has another value. */
    public boolean more() throws IOException {
        return peek() != JsonToken.END_ARRAY;
    }

    public void end() throws IOException {
        take(JsonToken.END_ARRAY);
    }

    /** Takes a nil if that is what comes next. */
    public boolean nil() throws IOException {
        if (peek() != JsonToken.VALUE_NULL) {
            return false;
        }
        ahead = null;
        return true;
    }

    /** Whether a string of bytes comes next. */
    public boolean bytesNext() throws IOException {
        return peek() == JsonToken.VALUE_EMBEDDED_OBJECT;
    }

    /** Whether an integer comes next. */
    public boolean integerNext() throws IOException {
        return peek() == JsonToken.VALUE_NUMBER_INT;
    }

    public long integer() throws IOException {
        take(JsonToken.VALUE_NUMBER_INT);
        return parser.getLongValue();
    }

    /** An integer from 0 to {@code max}. */
    public long integer(long max) throws IOException {
        long value = integer();
        if (value < 0 || value > max) {
            throw new MalformedException("%d is not within 0 and %d".formatted(value, max));
        }
        return value;
    }

    public int intUpTo(int max) throws IOException {
        return (int) integer(max);
    }

    public boolean bool() throws IOException {
        JsonToken token = next();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw unexpected(token, "a boolean");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    public String text() throws IOException {
        take(JsonToken.VALUE_STRING);
        return parser.getText();
    }

    public byte[] byteArray() throws IOException {
        take(JsonToken.VALUE_EMBEDDED_OBJECT);
        return parser.getBinaryValue();
    }

    public Bytes bytes() throws IOException {
        return Bytes.copyOf(byteArray());
    }

    public ObjectId id() throws IOException {
        return ObjectId.of(byteArray());
    }

    public Timestamp timestamp() throws IOException {
        array();
        Timestamp time = new Timestamp(integer(), intUpTo(Timestamp.NANOSECONDS_MAX));
        end();
        return time;
    }

    void finish() throws IOException {
        JsonToken token = parser.nextToken();
        if (ahead != null || token != null) {
            throw new MalformedException("something follows the value");
        }
    }

    private @Nullable JsonToken peek() throws IOException {
        if (ahead == null) {
            ahead = parser.nextToken();
        }
        return ahead;
    }

    private @Nullable JsonToken next() throws IOException {
        JsonToken token = peek();
        ahead = null;
        return token;
    }

    private void take(JsonToken expected) throws IOException {
        JsonToken token = next();
        if (token != expected) {
            throw unexpected(token, expected.name());
        }
    }

    private static MalformedException unexpected(@Nullable JsonToken found, String expected) {
        return new MalformedException(
                "found %s instead of %s".formatted(found == null ? "the end" : found, expected));
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
