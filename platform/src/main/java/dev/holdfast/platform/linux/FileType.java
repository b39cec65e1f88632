package dev.holdfast.platform.linux;

import java.util.Arrays;

/** What a directory entry is. */
public enum FileType {
    /** Some file systems do not say in a listing; ask {@link Stat}. */
    UNKNOWN(0),
    FIFO(1),
    CHARACTER_DEVICE(2),
    DIRECTORY(4),
    BLOCK_DEVICE(6),
    REGULAR(8),
    SYMLINK(10),
    SOCKET(12);

    private static final FileType[] BY_CODE = byCode();

    private final int code;

    FileType(int code) {
        this.code = code;
    }

    private static FileType[] byCode() {
        FileType[] types = new FileType[16];
        Arrays.fill(types, UNKNOWN);
        for (FileType type : values()) {
            types[type.code] = type;
        }
        return types;
    }

    /** From a listing's type byte. */
    static FileType ofCode(int code) {
        return BY_CODE[code & 15];
    }

    /** From the upper bits of a mode. */
    static FileType ofMode(int mode) {
        return ofCode(mode >>> 12);
    }

    /** The upper bits of a mode: to be joined with permissions. */
    public int modeBits() {
        return code << 12;
    }
}
