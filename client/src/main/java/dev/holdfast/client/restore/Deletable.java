package dev.holdfast.client.restore;

import dev.holdfast.client.vault.ObjectReader;
import dev.holdfast.client.vault.Trees;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.cbor.Cbor;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import dev.holdfast.model.tree.Root;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which names may be deleted because the snapshot lacks them: those that it would have, had they
 * been there. What could not be read then, or was left out by a rule, was there perhaps.
 *
 * @param unread paths that could not be read
 */
record Deletable(List<RawPath> unread) {
    /** A rule that only says where to begin: how far it reaches, each directory tells itself. */
    private static final String TAKE = "take ";

    // The head of a CBOR array: its type, with the count or with how many bytes tell it.
    private static final int ARRAY = 0x80;
    private static final int COUNT_IN_HEAD_MAX = 23;
    private static final int ONE_BYTE = 24;
    private static final int TWO_BYTES = 25;
    private static final int FOUR_BYTES = 26;

    Deletable {
        unread = List.copyOf(unread);
    }

    /**
     * @throws IOException if the snapshot was made by rules that cannot be asked here, so that
     *     nothing may be deleted; or if the vault fails
     */
    static Deletable of(Root root, ObjectReader objects) throws IOException {
        for (String rule : root.rules()) {
            if (!rule.startsWith(TAKE)) {
                throw new IOException(
                        "cannot tell what may be deleted: the snapshot was made by a rule that this"
                                + " version does not know: "
                                + rule);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ContentStream(new Trees(objects), objects).copy(root.unread(), bytes);
        return new Deletable(unread(bytes.toByteArray(), (int) root.totals().unread()));
    }

    /** One thing that could not be read. */
    private record Unread(Bytes path, String reason) {}

    /** A sequence of (path, reason), docs/format.md, "Root": as the array that it would be. */
    private static List<RawPath> unread(byte[] sequence, int count) throws IOException {
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
        List<Unread> all = Cbor.decode(array.toByteArray(), Deletable::read, Deletable::write);
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

    /** Whether a name may go, with all below it. */
    boolean mayGo(RawPath path) {
        return unread.stream().noneMatch(each -> each.startsWith(path) || path.startsWith(each));
    }
}
