package dev.holdfast.server.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether every user can start the program: the service user does, for each session. */
public final class ProgramReach {
    private ProgramReach() {}

    /**
     * What stands in the way, as a sentence.
     *
     * @param parts files and folders of the program, absolute
     */
    public static Optional<String> obstacle(List<Path> parts) throws IOException {
        for (Path part : parts) {
            for (Path each = part.toRealPath(); each != null; each = each.getParent()) {
                if (!isOpen(each)) {
                    return Optional.of(
                            ("the service user could not read %s, for %s is closed to others: open"
                                            + " it (chmod -R a+rX), or put the program elsewhere,"
                                            + " such as below /opt, and run it from there")
                                    .formatted(part, each));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOpen(Path path) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        return permissions.contains(
                Files.isDirectory(path)
                        ? PosixFilePermission.OTHERS_EXECUTE
                        : PosixFilePermission.OTHERS_READ);
    }
}
