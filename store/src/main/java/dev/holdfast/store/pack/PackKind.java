package dev.holdfast.store.pack;

import dev.holdfast.model.Kind;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.PackId;
import dev.holdfast.platform.durable.Transfer;
import dev.holdfast.platform.durable.Volume;

/** The two kinds of packs: content is never mixed with what refers to it. */
public enum PackKind {
    /** Chunks, each on blocks of its own, so that they can be given back one by one. */
    DATA(1, "data", Volume.BLOCK_SIZE, Transfer.DIRECT),

    /** Lists, trees and roots, back to back. */
    META(2, "meta", 1, Transfer.PLAIN);

    private final int code;
    private final String folder;
    private final int alignment;
    private final Transfer transfer;

    PackKind(int code, String folder, int alignment, Transfer transfer) {
        this.code = code;
        this.folder = folder;
        this.alignment = alignment;
        this.transfer = transfer;
    }

    public static PackKind holding(Kind kind) {
        return switch (kind) {
            case CHUNK -> DATA;
            case LIST, TREE, ROOT -> META;
        };
    }

    public static PackKind of(int code) throws MalformedException {
        return switch (code) {
            case 1 -> DATA;
            case 2 -> META;
            default -> throw new MalformedException("unknown kind of pack " + code);
        };
    }

    public int code() {
        return code;
    }

    /** The directory within a vault. */
    public String folder() {
        return folder;
    }

    Transfer transfer() {
        return transfer;
    }

    /** The first position from here on where something of such a pack may begin. */
    int align(int position) {
        return (position + alignment - 1) / alignment * alignment;
    }

    /** The directory of a pack: its id's first byte spreads packs evenly. */
    public String directory(PackId id) {
        return folder + "/" + id.toString().substring(0, 2);
    }
}
