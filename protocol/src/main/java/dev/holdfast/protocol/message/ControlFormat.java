package dev.holdfast.protocol.message;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.cbor.Cbor;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import java.io.IOException;

/** The bodies of control frames. */
final class ControlFormat {
    private ControlFormat() {}

    static byte[] encode(Control message) {
        return Cbor.encode(out -> write(message, out));
    }

    static Control decode(MessageType type, byte[] body) throws MalformedException {
        return Cbor.decode(body, in -> read(type, in), ControlFormat::write);
    }

    private static void write(Control message, CborWriter out) throws IOException {
        switch (message) {
            case Control.Credit(long bytes) -> {
                out.array(1);
                out.integer(bytes);
            }
            case Control.Alive() -> out.array(0);
            case Control.Working(String what) -> {
                out.array(1);
                out.text(what);
            }
        }
        out.end();
    }

    private static Control read(MessageType type, CborReader in) throws IOException {
        in.array();
        Control message =
                switch (type) {
                    case CREDIT -> new Control.Credit(in.integer());
                    case ALIVE -> new Control.Alive();
                    case WORKING -> new Control.Working(in.text());
                    default -> throw new IllegalStateException(type + " is no control frame");
                };
        in.end();
        return message;
    }
}
