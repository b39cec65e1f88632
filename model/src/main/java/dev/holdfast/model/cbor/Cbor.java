package dev.holdfast.model.cbor;

import dev.holdfast.model.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Values to bytes and back, one encoding for each value: what was read is written again, and if the
 * bytes differ they are refused. So a value has one form, and everything in the bytes was
 * understood.
 */
public final class Cbor {
    private Cbor() {}

    /** Writes a value. */
    @FunctionalInterface
    public interface Encoder {
        void write(CborWriter out) throws IOException;
    }

    /** Reads a value; throws {@link MalformedException} for what no value can be. */
    @FunctionalInterface
    public interface Decoder<T> {
        T read(CborReader in) throws IOException;
    }

    /** How to write a value that was read. */
    @FunctionalInterface
    public interface Again<T> {
        void write(T value, CborWriter out) throws IOException;
    }

    public static byte[] encode(Encoder encoder) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (CborWriter out = new CborWriter(bytes)) {
            encoder.write(out);
        } catch (IOException impossible) {
            throw new IllegalStateException("cannot write to memory", impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * @throws MalformedException if the bytes are not exactly one value in its one form
     */
    public static <T> T decode(byte[] bytes, Decoder<T> decoder, Again<T> again)
            throws MalformedException {
        CborHeads.require(bytes);
        T value;
        try (CborReader in = new CborReader(bytes)) {
            value = decoder.read(in);
            in.finish();
        } catch (MalformedException malformed) {
            throw malformed;
        } catch (IOException | IllegalArgumentException | ArithmeticException wrong) {
            throw new MalformedException("malformed: " + firstLine(wrong), wrong);
        }
        if (!Arrays.equals(bytes, encode(out -> again.write(value, out)))) {
            throw new MalformedException("malformed: not in canonical form");
        }
        return value;
    }

    private static String firstLine(Exception wrong) {
        return String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
    }
}
