package dev.holdfast.client.tar;

import dev.holdfast.model.tree.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The block of 512 bytes that begins an entry. What does not fit stands in the pax records. */
final class TarHeader {
    static final int BLOCK_SIZE = 512;
    static final int NAME_LENGTH_MAX = 100;

    /** The largest number in seven octal digits. */
    static final long ID_MAX = 07777777;

    /** The largest number in eleven octal digits. */
    static final long NUMBER_MAX = 077777777777L;

    private static final int CHECKSUM_OFFSET = 148;
    private static final int CHECKSUM_SIZE = 8;

    private final byte[] block = new byte[BLOCK_SIZE];

    /** What an entry is. */
    enum Type {
        FILE('0'),
        HARD_LINK('1'),
        SYMBOLIC_LINK('2'),
        CHARACTER_DEVICE('3'),
        BLOCK_DEVICE('4'),
        DIRECTORY('5'),
        FIFO('6'),
        PAX('x');

        private final char flag;

        Type(char flag) {
            this.flag = flag;
        }
    }

    TarHeader(Type type, byte[] name, long size) {
        bytes(0, NAME_LENGTH_MAX, name);
        number(124, 12, Math.min(size, NUMBER_MAX));
        block[156] = (byte) type.flag;
        bytes(257, 8, "ustar\00000".getBytes(StandardCharsets.US_ASCII));
    }

    TarHeader metadata(Metadata metadata) {
        number(100, 8, metadata.mode());
        number(108, 8, Math.min(metadata.owner().user(), ID_MAX));
        number(116, 8, Math.min(metadata.owner().group(), ID_MAX));
        number(136, 12, Math.clamp(metadata.times().modified().seconds(), 0, NUMBER_MAX));
        return this;
    }

    TarHeader link(byte[] target) {
        bytes(157, NAME_LENGTH_MAX, target);
        return this;
    }

    TarHeader owners(String user, String group) {
        bytes(265, 31, user.getBytes(StandardCharsets.UTF_8));
        bytes(297, 31, group.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    TarHeader device(long major, long minor) {
        number(329, 8, Math.min(major, ID_MAX));
        number(337, 8, Math.min(minor, ID_MAX));
        return this;
    }

    private void bytes(int offset, int lengthMax, byte[] value) {
        System.arraycopy(value, 0, block, offset, Math.min(value.length, lengthMax));
    }

    /** Octal, ended by a zero. */
    private void number(int offset, int size, long value) {
        String octal = Long.toOctalString(value);
        String padded = "0".repeat(Math.max(0, size - 1 - octal.length())) + octal;
        bytes(offset, size - 1, padded.getBytes(StandardCharsets.US_ASCII));
    }

    /** The sum of all bytes, with blanks in the place of the sum. */
    byte[] toArray() {
        Arrays.fill(block, CHECKSUM_OFFSET, CHECKSUM_OFFSET + CHECKSUM_SIZE, (byte) ' ');
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        number(CHECKSUM_OFFSET, CHECKSUM_SIZE - 1, sum);
        return block.clone();
    }
}
