package dev.holdfast.client.ahead;

import dev.holdfast.filesystem.capture.FileStatus;

/**
 * Goes ahead of a walk, so that it need not wait for the disc. A hint: whatever goes wrong here the
 * walk meets by itself.
 */
public interface Ahead extends AutoCloseable {
    /** For what is not read from a file system. */
    Ahead NOTHING =
            new Ahead() {
                @Override
                public long pass(FileStatus file) {
                    return 0;
                }

                @Override
                public void close() {}
            };

    /**
     * The walk has come to a file, which it reads now if at all.
     *
     * @return how many bytes from its beginning are in the page cache as they were brought for it
     */
    long pass(FileStatus file);

    @Override
    void close();
}
