package dev.holdfast.filesystem.capture;

import dev.holdfast.platform.linux.Errno;
import dev.holdfast.platform.linux.ErrnoException;
import java.io.IOException;
import java.util.Optional;

/**
 * What came of an attempt to read something. All of these are to be expected on a living machine;
 * an exception means that the run itself cannot go on.
 */
public sealed interface Captured<T> {
    /** It was read. */
    record Found<T>(T value) implements Captured<T> {}

    /** It was there a moment ago, and is gone. */
    record Vanished<T>() implements Captured<T> {}

    /** It is there and cannot be read; the reason is a sentence for the report. */
    record Unreadable<T>(String reason) implements Captured<T> {}

    /** It is no longer what it was a moment ago; worth another attempt, some time. */
    record Changed<T>(String reason) implements Captured<T> {}

    /** What is done with something that was found. */
    @FunctionalInterface
    interface Next<T, R> {
        Captured<R> make(T found) throws IOException;
    }

    /** Goes on with what was found; without it, the outcome stays what it is. */
    default <R> Captured<R> then(Next<T, R> next) throws IOException {
        return switch (this) {
            case Found<T>(T value) -> next.make(value);
            case Vanished<T>() -> new Vanished<>();
            case Unreadable<T>(String reason) -> new Unreadable<>(reason);
            case Changed<T>(String reason) -> new Changed<>(reason);
        };
    }

    /**
     * What was found; empty if it is gone.
     *
     * @throws IOException if it is there and was not read, with the reason
     */
    default Optional<T> found() throws IOException {
        return switch (this) {
            case Found<T>(T value) -> Optional.of(value);
            case Vanished<T>() -> Optional.empty();
            case Unreadable<T>(String reason) -> throw new IOException(reason);
            case Changed<T>(String reason) -> throw new IOException(reason);
        };
    }

    /** Something that the kernel may refuse. */
    interface Attempt<T> {
        Captured<T> make() throws IOException;
    }

    /**
     * Makes the attempt, and tells a refusal of the kernel as a value.
     *
     * @throws IOException if this process lacks memory or descriptors: then nothing else can be
     *     read either
     */
    static <T> Captured<T> attempt(Attempt<T> attempt) throws IOException {
        try {
            return attempt.make();
        } catch (ErrnoException e) {
            return switch (e.errno()) {
                case Errno.ENOENT, Errno.ESTALE -> new Vanished<>();
                case Errno.ENOTDIR, Errno.ELOOP -> new Changed<>(e.getMessage());
                case Errno.EMFILE, Errno.ENFILE, Errno.ENOMEM -> throw e;
                default -> new Unreadable<>(e.getMessage());
            };
        }
    }
}
