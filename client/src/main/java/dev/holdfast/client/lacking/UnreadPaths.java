package dev.holdfast.client.lacking;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.cbor.Cbor;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads what a snapshot says of the paths that could not be read. */
final class UnreadPaths {
    // The head of a CBOR array: its type, with the count or with how many bytes tell it.
    private static final int ARRAY = 0x80;
    private static final int COUNT_IN_HEAD_MAX = 23;
    private static final int ONE_BYTE = 24;
    private static final int TWO_BYTES = 25;
    private static final int FOUR_BYTES = 26;

    private UnreadPaths() {}

    /** One thing that could not be read. */
    private record Unread(Bytes path, String reason) {}

    /** A sequence of (path, reason), docs/format.md, "Root": as the array that it would be. */
    static List<RawPath> of(byte[] sequence, int count) throws IOException {
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        DataOutputStream head = new DataOutputStream(array);
        if (count <= COUNT_IN_HEAD_MAX) {
            head.writeByte(ARRAY + count);
        } else if (count <= 0xff) {
            head.writeByte(ARRAY + ONE_BYTE);
            head.writeByte(count);
        } else if (count <= 0xffff) {
            head.writeByte(ARRAY + TWO_BYTES);
            head.writeShort(count);
        } else {
            head.writeByte(ARRAY + FOUR_BYTES);
            head.writeInt(count);
        }
        head.write(sequence);
        List<Unread> all = Cbor.decode(array.toByteArray(), UnreadPaths::read, UnreadPaths::write);
        return all.stream().map(each -> RawPath.of(each.path().toArray())).toList();
    }

    private static List<Unread> read(CborReader in) throws IOException {
        List<Unread> all = new ArrayList<>();
        in.array();
        while (in.more()) {
            in.array();
            all.add(new Unread(in.bytes(), in.text()));
            in.end();
        }
        in.end();
        return all;
    }

    private static void write(List<Unread> all, CborWriter out) throws IOException {
        out.array(all.size());
        for (Unread each : all) {
            out.array(2);
            out.bytes(each.path());
            out.text(each.reason());
            out.end();
        }
        out.end();
    }
}
