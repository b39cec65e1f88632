package dev.holdfast.server.move;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.Printable;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A small file that comes along.
 *
 * @param path below the folder that it belongs to; leads nowhere else
 * @param group that it belongs to, by name; taken where it is known
 */
public record ExportedFile(
        String path, Set<PosixFilePermission> permissions, String group, Bytes content) {

    private static final Pattern PATH =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*){0,4}");

    /**
     * @throws IllegalArgumentException if the path could lead elsewhere
     */
    public ExportedFile {
        permissions = Set.copyOf(permissions);
        if (!isPath(path)) {
            throw new IllegalArgumentException("not a plain path: " + Printable.of(path));
        }
    }

    static boolean isPath(String path) {
        return PATH.matcher(path).matches();
    }
}
