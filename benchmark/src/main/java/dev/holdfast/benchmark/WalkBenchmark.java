package dev.holdfast.benchmark;

import dev.holdfast.filesystem.capture.CaptureBuffers;
import dev.holdfast.filesystem.capture.Captured;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.model.RawName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A tree that has not changed, in entries a second: each name is listed, and its status asked. */
@State(Scope.Thread)
public class WalkBenchmark {
    /** As many as bench/micro makes. */
    private static final int ENTRIES = 20_000;

    private final byte[] top =
            Material.path("tree").toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
    private final CaptureBuffers buffers = new CaptureBuffers();

    @Benchmark
    @OperationsPerInvocation(ENTRIES)
    public int walk() throws IOException {
        try (SourceDirectory directory = found(SourceDirectory.open(top))) {
            int entries = walk(directory);
            if (entries != ENTRIES) {
                throw new IOException("%d entries".formatted(entries));
            }
            return entries;
        }
    }

    private int walk(SourceDirectory directory) throws IOException {
        int entries = 0;
        for (RawName name : found(directory.list(buffers)).names()) {
            FileStatus status = found(directory.status(name));
            entries++;
            if (status.isDirectory()) {
                try (SourceDirectory below = found(directory.enter(name, status))) {
                    entries += walk(below);
                }
            }
        }
        return entries;
    }

    private static <T> T found(Captured<T> captured) throws IOException {
        return captured.found().orElseThrow();
    }
}
