package dev.holdfast.model.tree;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ObjectId;
import org.jspecify.annotations.Nullable;

/** What kind of file an entry is, and what only that kind has. */
public sealed interface Node {
    /**
     * A regular file.
     *
     * @param size bytes; the content is shorter only in a partial that stopped within the file
     */
    record RegularFile(long size, Content content) implements Node {
        public RegularFile {
            if (size < 0 || content.length() > size) {
                throw new IllegalArgumentException(
                        "file of %d bytes with %d of content".formatted(size, content.length()));
            }
        }

        public boolean isWhole() {
            return content.length() == size;
        }
    }

    /**
     * A directory.
     *
     * @param tree its entries; null when it has none
     * @param coverage whether those are all that it had
     * @param mount the identity of the file system, when one begins here
     */
    record Directory(@Nullable ObjectId tree, Coverage coverage, @Nullable FileSystemId mount)
            implements Node {}

    /** A symbolic link, with its target as it was, 1 to 4,095 bytes without NUL. */
    record SymbolicLink(Bytes target) implements Node {
        public static final int TARGET_LENGTH_MAX = 4_095;

        public SymbolicLink {
            if (target.length() == 0 || target.length() > TARGET_LENGTH_MAX) {
                throw new IllegalArgumentException(
                        "symbolic link to %d bytes".formatted(target.length()));
            }
            for (int i = 0; i < target.length(); i++) {
                if (target.at(i) == 0) {
                    throw new IllegalArgumentException("symbolic link with a NUL");
                }
            }
        }
    }

    /** A character or block device. */
    record Device(DeviceType type, long major, long minor) implements Node {
        public static final long NUMBER_MAX = 0xffff_ffffL;

        public Device {
            if (major < 0 || major > NUMBER_MAX || minor < 0 || minor > NUMBER_MAX) {
                throw new IllegalArgumentException(
                        "impossible device %d:%d".formatted(major, minor));
            }
        }
    }

    /** A named pipe. */
    record Fifo() implements Node {}

    /** A socket's name. */
    record Socket() implements Node {}

    /** How a driver is spoken to. */
    enum DeviceType {
        CHARACTER,
        BLOCK
    }

    /** How much of a directory was meant to be saved. */
    enum Coverage {
        /** All of it that the rules keep. */
        WHOLE,
        /**
         * Only what leads to the paths that were asked for, or what was kept by rules that the
         * snapshot does not have.
         */
        PASSAGE
    }
}
