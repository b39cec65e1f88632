package dev.holdfast.platform.durable;

import java.io.IOException;

/** Held until it is closed, or the process ends. */
public interface VolumeLock extends AutoCloseable {
    @Override
    void close() throws IOException;
}
