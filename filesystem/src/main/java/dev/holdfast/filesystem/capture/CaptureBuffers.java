package dev.holdfast.filesystem.capture;

import dev.holdfast.platform.linux.DirectoryReader;
import dev.holdfast.platform.linux.TransferBuffer;

/** The memory that one thread reads through: made once for each, and lent to every read. */
public final class CaptureBuffers {
    private final DirectoryReader names = new DirectoryReader();
    private final TransferBuffer content = new TransferBuffer();

    DirectoryReader names() {
        return names;
    }

    TransferBuffer content() {
        return content;
    }
}
