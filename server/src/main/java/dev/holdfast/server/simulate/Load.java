package dev.holdfast.server.simulate;

/**
 * What a made-up client has.
 *
 * @param size bytes of it at first, as they lie in the vault
 * @param change bytes that are new each day
 * @param growth bytes that it becomes larger each day
 */
public record Load(String name, long size, long change, long growth) {
    public Load {
        if (size <= 0 || change < 0 || growth < 0 || change > size) {
            throw new IllegalArgumentException(
                    "client %s cannot change %d of its %d bytes a day"
                            .formatted(name, change, size));
        }
    }
}
