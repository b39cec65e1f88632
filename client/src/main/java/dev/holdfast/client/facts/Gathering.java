package dev.holdfast.client.facts;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Gathers facts beside something that takes longer. */
public final class Gathering {
    private final FutureTask<SortedMap<String, byte[]>> task;

    private Gathering(FutureTask<SortedMap<String, byte[]>> task) {
        this.task = task;
    }

    public static Gathering start(Supplier<SortedMap<String, byte[]>> facts) {
        FutureTask<SortedMap<String, byte[]>> task = new FutureTask<>(facts::get);
        Thread.ofPlatform().name("facts").daemon().start(task);
        return new Gathering(task);
    }

    /** What was gathered, when all is. */
    public SortedMap<String, byte[]> await() throws IOException {
        try {
            return task.get();
        } catch (ExecutionException fault) {
            throw new IllegalStateException("gathering facts failed", fault.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while gathering facts");
        }
    }
}
