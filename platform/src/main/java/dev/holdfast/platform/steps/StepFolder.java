package dev.holdfast.platform.steps;

import dev.holdfast.platform.process.Changeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The executables of a folder, as run-parts(8) would run them: those whose names have only letters,
 * digits, '_' and '-', in the order of their names' bytes.
 */
public final class StepFolder {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]+");

    private StepFolder() {}

    /**
     * The executables; none if there is no such folder.
     *
     * @param user who will run them
     * @throws IOException if somebody else may change one of them, or the folder
     */
    public static List<Path> executables(Path folder, long user) throws IOException {
        List<Path> found;
        try (Stream<Path> entries = Files.list(folder)) {
            found = entries.filter(StepFolder::isStep).sorted().toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (NotDirectoryException file) {
            throw new IOException("cannot run steps of %s: it is no folder".formatted(folder));
        }
        if (!found.isEmpty()) {
            require(folder, user);
        }
        for (Path each : found) {
            require(each, user);
        }
        return found;
    }

    private static boolean isStep(Path path) {
        return NAME.matcher(String.valueOf(path.getFileName())).matches()
                && Files.isRegularFile(path)
                && Files.isExecutable(path);
    }

    /**
     * Refuses what somebody else may change.
     *
     * @param user who will run what it says
     */
    public static void require(Path path, long user) throws IOException {
        Optional<String> way = Changeable.byOthers(path, user);
        if (way.isPresent()) {
            throw new IOException("nothing of %s is run: %s".formatted(path, way.get()));
        }
    }
}
