package dev.holdfast.client.selection;

import dev.holdfast.model.RawName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Rules as they stand in one directory: which of its entries are kept, of those that the {@link
 * Selection} takes. Below a directory that is not kept nobody asks.
 */
public interface Scope {
    /** What an entry is, as far as rules ask. */
    enum Kind {
        DIRECTORY,
        OTHER
    }

    boolean keeps(RawName name, Kind kind);

    /** The rules as they stand in a directory of this one. */
    Scope enter(RawName name, Files files);

    /** Files of this directory whose rules are not applied, in sentences. */
    List<String> problems();

    /** Reads files of rules in the directory that is entered. */
    @FunctionalInterface
    interface Files {
        /** So many bytes at most are rules; who reads may stop behind them. */
        int LENGTH_MAX = 1 << 16;

        Files NONE = file -> Optional.empty();

        /**
         * What is in a file; empty if there is none.
         *
         * @throws IOException if it cannot be read, with a sentence
         */
        Optional<byte[]> read(RawName file) throws IOException;
    }

    /** Rules as they stand in the root directory. */
    @FunctionalInterface
    interface Top {
        Scope enter(Files files);
    }

    /** No rules. */
    Scope EVERYTHING =
            new Scope() {
                @Override
                public boolean keeps(RawName name, Kind kind) {
                    return true;
                }

                @Override
                public Scope enter(RawName name, Files files) {
                    return this;
                }

                @Override
                public List<String> problems() {
                    return List.of();
                }
            };
}
