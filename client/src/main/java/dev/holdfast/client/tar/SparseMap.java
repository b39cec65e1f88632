package dev.holdfast.client.tar;

import dev.holdfast.model.tree.Extent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where a file has data and where holes, in GNU tar's sparse format 1.0. */
final class SparseMap {
    private final List<Run> runs = new ArrayList<>();
    private long size;
    private long dataBytes;

    private record Run(long offset, long length) {}

    void add(Extent extent) {
        if (extent instanceof Extent.Slice) {
            dataBytes += extent.length();
            Run last = runs.isEmpty() ? null : runs.getLast();
            if (last != null && last.offset() + last.length() == size) {
                runs.removeLast();
                runs.add(new Run(last.offset(), last.length() + extent.length()));
            } else {
                runs.add(new Run(size, extent.length()));
            }
        }
        size += extent.length();
    }

    boolean hasHoles() {
        return dataBytes < size;
    }

    long dataBytes() {
        return dataBytes;
    }

    /** Comes before the data: decimal numbers, a line each, filled up to a whole block. */
    byte[] toArray(long fileSize) {
        StringBuilder text = new StringBuilder();
        boolean endsInHole =
                runs.isEmpty() || runs.getLast().offset() + runs.getLast().length() < fileSize;
        text.append(runs.size() + (endsInHole ? 1 : 0)).append('\n');
        for (Run run : runs) {
            text.append(run.offset()).append('\n').append(run.length()).append('\n');
        }
        if (endsInHole) {
            text.append(fileSize).append('\n').append(0).append('\n');
        }
        byte[] lines = text.toString().getBytes(StandardCharsets.US_ASCII);
        int blocks = Math.ceilDiv(lines.length, TarHeader.BLOCK_SIZE);
        return Arrays.copyOf(lines, blocks * TarHeader.BLOCK_SIZE);
    }
}
