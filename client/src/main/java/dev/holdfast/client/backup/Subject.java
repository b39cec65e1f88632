package dev.holdfast.client.backup;

import dev.holdfast.client.filter.Filter;
import dev.holdfast.client.selection.Choices;
import dev.holdfast.client.stream.StreamedFile;
import java.util.List;
import java.util.Set;

/** What a backup saves. */
public sealed interface Subject {
    /** What of it is saved, as a snapshot remembers it. */
    Choices choices();

    /** Whether it can be saved from its beginning: some of it can be read only once. */
    boolean isReady();

    /** Files of this machine. */
    record Files(Choices choices) implements Subject {
        @Override
        public boolean isReady() {
            return true;
        }
    }

    /** What a program writes. */
    record Stream(StreamedFile file) implements Subject {
        @Override
        public Choices choices() {
            return new Choices(List.of(file.path()), List.of(), Filter.NONE, Set.of());
        }

        @Override
        public boolean isReady() {
            return file.source().isReady();
        }
    }
}
