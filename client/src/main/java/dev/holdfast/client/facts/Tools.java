package dev.holdfast.client.facts;

import java.util.List;
import java.util.Optional;

/** Programs that tell of this host. */
@FunctionalInterface
interface Tools {
    /**
     * Runs a program to its end.
     *
     * @param words its name, without a path, and its arguments
     * @return what it wrote; empty if it is not installed, fails, or does not end in time
     */
    Optional<byte[]> run(List<String> words);
}
