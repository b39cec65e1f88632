package dev.holdfast.store.frame;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.cbor.Cbor;
import dev.holdfast.model.cbor.CborWriter;
import dev.holdfast.model.feature.Features;
import dev.holdfast.model.feature.TooNewException;
import java.io.IOException;

/**
 * A value and the features of its format: the body of every frame that is CBOR. The features come
 * first, so that what is too new is refused with a sentence before it is misread.
 */
public record Featured<T>(Features features, T value) {

    /** What kind of value a frame holds, and its form. */
    public record Form<T>(
            String magic, String what, Cbor.Decoder<T> decoder, Cbor.Again<T> encoder) {}

    /** The frame of a value that needs nothing beyond the base format. */
    public static <T> byte[] encode(Form<T> form, T value) {
        return new Featured<>(Features.NONE, value).toFrame(form);
    }

    byte[] toFrame(Form<T> form) {
        return Frame.encode(form.magic(), Cbor.encode(out -> write(form, this, out)));
    }

    private static <T> void write(Form<T> form, Featured<T> featured, CborWriter out)
            throws IOException {
        out.array(2);
        featured.features.write(out);
        form.encoder().write(featured.value, out);
        out.end();
    }

    /**
     * Reads exactly one frame.
     *
     * @throws TooNewException if its features may not be read by this version
     * @throws MalformedException if it is damaged or something else
     */
    public static <T> Featured<T> decode(Form<T> form, byte[] frame) throws IOException {
        return ofBody(form, Frame.decode(form.magic(), frame));
    }

    /** Reads the frame at the beginning of what may be longer. */
    public static <T> Featured<T> decodeFirst(Form<T> form, byte[] bytes) throws IOException {
        return ofBody(form, Frame.decodeFirst(form.magic(), bytes));
    }

    private static <T> Featured<T> ofBody(Form<T> form, byte[] body) throws IOException {
        try {
            return Cbor.decode(
                    body,
                    in -> {
                        in.array();
                        Features features = Features.read(in);
                        features.requireReadable(form.what());
                        Featured<T> read = new Featured<>(features, form.decoder().read(in));
                        in.end();
                        return read;
                    },
                    (value, out) -> write(form, value, out));
        } catch (MalformedException malformed) {
            if (malformed.getCause() instanceof TooNewException tooNew) {
                throw tooNew;
            }
            throw malformed;
        }
    }
}
