package dev.holdfast.store.pack;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.PackId;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import dev.holdfast.model.object.KeyWrap;
import dev.holdfast.store.frame.Featured;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a pack says about itself at both its ends (docs/format.md, "Pack").
 *
 * @param source where its records came from, and when
 * @param wraps of the content keys of its records
 */
public record PackHeader(
        PackId id, PackKind kind, VaultId vault, Source source, List<KeyWrap> wraps) {
    /** Far more than any header needs: what a reader takes from the beginning of a pack. */
    static final int LENGTH_MAX = 8 << 10;

    static final Featured.Form<PackHeader> FORM =
            new Featured.Form<>("HFpack01", "a pack", PackHeader::read, PackHeader::write);

    /** Who sent the records of a pack. */
    public record Source(ClientId client, SessionId session, Timestamp received) {}

    public PackHeader {
        wraps = List.copyOf(wraps);
        if (wraps.size() > KeyWrap.COUNT_MAX) {
            throw new IllegalArgumentException("%d key wraps in a pack".formatted(wraps.size()));
        }
    }

    /** The whole frame. */
    byte[] toFrame() {
        return Featured.encode(FORM, this);
    }

    static Featured<PackHeader> ofFrame(byte[] bytes) throws IOException {
        return Featured.decodeFirst(FORM, bytes);
    }

    private static void write(PackHeader header, CborWriter out) throws IOException {
        out.array(7);
        out.bytes(header.id.toArray());
        out.integer(header.kind.code());
        out.bytes(header.vault.toArray());
        out.bytes(header.source.client().toArray());
        out.bytes(header.source.session().toArray());
        out.timestamp(header.source.received());
        out.array(header.wraps.size());
        for (KeyWrap wrap : header.wraps) {
            wrap.write(out);
        }
        out.end();
        out.end();
    }

    private static PackHeader read(CborReader in) throws IOException {
        in.array();
        PackId id = PackId.of(in.byteArray());
        PackKind kind = PackKind.of(in.intUpTo(255));
        VaultId vault = VaultId.of(in.byteArray());
        Source source =
                new Source(
                        ClientId.of(in.byteArray()), SessionId.of(in.byteArray()), in.timestamp());
        List<KeyWrap> wraps = new ArrayList<>();
        in.array();
        while (in.more() && wraps.size() <= KeyWrap.COUNT_MAX) {
            wraps.add(KeyWrap.read(in));
        }
        in.end();
        in.end();
        return new PackHeader(id, kind, vault, source, wraps);
    }
}
