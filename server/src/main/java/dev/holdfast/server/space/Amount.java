package dev.holdfast.server.space;

/** A part of a volume, as administrators say it. */
public sealed interface Amount {
    /** How much that is of a volume of this size. */
    long of(long totalBytes);

    /**
     * A share of it.
     *
     * @param percent 0 to 100
     */
    record Percent(double percent) implements Amount {
        public Percent {
            if (!(percent >= 0 && percent <= 100)) {
                throw new IllegalArgumentException(
                        "must be within 0 %% and 100 %%: %s %%".formatted(percent));
            }
        }

        @Override
        public long of(long totalBytes) {
            return (long) (totalBytes * (percent / 100));
        }

        @Override
        public String toString() {
            return percent + " %";
        }
    }

    /** So many bytes, or all of it if it is smaller. */
    record Bytes(long bytes) implements Amount {
        public Bytes {
            if (bytes < 0) {
                throw new IllegalArgumentException("must not be negative: " + bytes);
            }
        }

        @Override
        public long of(long totalBytes) {
            return Math.min(bytes, totalBytes);
        }

        @Override
        public String toString() {
            return bytes + " bytes";
        }
    }
}
