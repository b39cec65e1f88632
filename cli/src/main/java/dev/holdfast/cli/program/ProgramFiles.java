package dev.holdfast.cli.program;

import dev.holdfast.platform.steps.Changeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that runs when the program is started.
 *
 * @param launcher the script that starts it
 * @param java the folder of the Java that it runs by
 */
public record ProgramFiles(Path launcher, Path java) {
    /** What a start from the sources does not read: their history, and a host made for tests. */
    private static final List<String> UNREAD = List.of(".git", "target/debian");

    /** With the Java that runs now. */
    public static ProgramFiles startedBy(Path launcher) {
        return new ProgramFiles(launcher, Path.of(System.getProperty("java.home", "/")));
    }

    /**
     * How others could change what is run, today or in years, as a sentence that names what to do;
     * empty if they cannot.
     *
     * @param user who runs it, and may change it as root may
     */
    public Optional<String> changeable(long user) throws IOException {
        for (Path part : parts()) {
            Optional<String> way = Changeable.byOthersInTime(part, user);
            if (way.isPresent()) {
                return way;
            }
        }
        return Optional.empty();
    }

    /**
     * The launcher may build the program from the sources beside it, so these count too, but not
     * how they came to be what they are.
     */
    private List<Path> parts() throws IOException {
        List<Path> parts = new ArrayList<>(List.of(launcher));
        addAll(parts, java.resolve("bin"));
        addAll(parts, java.resolve("lib"));
        Path tree = launcher.toRealPath().getParent();
        if (tree != null) {
            addAll(parts, tree);
        }
        return parts;
    }

    private static void addAll(List<Path> parts, Path folder) throws IOException {
        List<Path> unread = UNREAD.stream().map(folder::resolve).toList();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(each -> unread.stream().noneMatch(each::startsWith)).forEach(parts::add);
        } catch (UncheckedIOException closed) {
            throw new IOException(
                    "cannot tell who may change %s".formatted(folder), closed.getCause());
        }
    }
}
