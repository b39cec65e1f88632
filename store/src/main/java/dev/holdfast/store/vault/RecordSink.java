package dev.holdfast.store.vault;

import dev.holdfast.model.object.SealedRecord;
import java.io.IOException;

/** Takes records as they are read. */
@FunctionalInterface
public interface RecordSink {
    void accept(SealedRecord record) throws IOException;
}
