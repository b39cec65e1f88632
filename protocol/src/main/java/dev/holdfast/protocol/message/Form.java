package dev.holdfast.protocol.message;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.cbor.Cbor;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the bodies of messages have in common. */
final class Form {
    private Form() {}

    /** Reads one value that may also be absent. */
    static <T> @Nullable T orNil(CborReader in, Cbor.Decoder<T> decoder) throws IOException {
        return in.nil() ? null : decoder.read(in);
    }

    /** Writes a value, or nil where there is none. */
    static <T> void orNil(CborWriter out, @Nullable T value, Cbor.Again<T> encoder)
            throws IOException {
        if (value == null) {
            out.nil();
        } else {
            encoder.write(value, out);
        }
    }

    static <T> void list(CborWriter out, List<T> values, Cbor.Again<T> encoder) throws IOException {
        out.array(values.size());
        for (T value : values) {
            encoder.write(value, out);
        }
        out.end();
    }

    static <T> List<T> list(CborReader in, int max, Cbor.Decoder<T> decoder) throws IOException {
        List<T> values = new ArrayList<>();
        in.array();
        while (in.more()) {
            if (values.size() == max) {
                throw new MalformedException("more than %d in a list".formatted(max));
            }
            values.add(decoder.read(in));
        }
        in.end();
        return values;
    }
}
