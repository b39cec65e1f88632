package dev.holdfast.model.cbor;

import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Timestamp;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes definite lengths and shortest integers only. */
public final class CborWriter implements AutoCloseable {
    private static final CBORFactory FACTORY = new CBORFactory();

    private final CBORGenerator generator;

    CborWriter(OutputStream out) throws IOException {
        this.generator = FACTORY.createGenerator(out);
    }

    /** Begins an array of exactly {@code size} values. */
    public void array(int size) throws IOException {
        generator.writeStartArray(null, size);
    }

    /** Ends the innermost array. */
    public void end() throws IOException {
        generator.writeEndArray();
    }

    public void integer(long value) throws IOException {
        generator.writeNumber(value);
    }

    public void bool(boolean value) throws IOException {
        generator.writeBoolean(value);
    }

    public void nil() throws IOException {
        generator.writeNull();
    }

    public void text(String value) throws IOException {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        generator.writeUTF8String(utf8, 0, utf8.length);
    }

    public void bytes(byte[] value) throws IOException {
        generator.writeBinary(value);
    }

    public void bytes(Bytes value) throws IOException {
        generator.writeBinary(value.toArray());
    }

    public void id(ObjectId id) throws IOException {
        generator.writeBinary(id.toArray());
    }

    public void timestamp(Timestamp time) throws IOException {
        array(2);
        integer(time.seconds());
        integer(time.nanoseconds());
        end();
    }

    @Override
    public void close() throws IOException {
        generator.close();
    }
}
