package dev.holdfast.cli.argument;

import dev.holdfast.cli.console.RawText;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.client.browse.PathPattern;
import dev.holdfast.filesystem.path.RealPaths;
import dev.holdfast.model.RawPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Paths as people type them: relative to where they are, through links, perhaps no text. */
public final class PathArguments {
    private PathArguments() {}

    /**
     * The real paths of files that exist; a link that is named itself stays one.
     *
     * @throws IOException if there is no such file, with a sentence
     */
    public static List<RawPath> existing(List<String> arguments) throws IOException {
        List<RawPath> paths = new ArrayList<>();
        for (String argument : arguments) {
            paths.add(RealPaths.of(RawText.encode(argument)));
        }
        return paths;
    }

    /**
     * The real path of a file that exists; of another one the path as it is typed, made absolute.
     *
     * @throws UsageException if no file can have it
     */
    public static RawPath existingOrNot(String argument) throws UsageException {
        try {
            return RealPaths.of(RawText.encode(argument));
        } catch (IOException missing) {
            Path here = Path.of("").toAbsolutePath();
            return inSnapshot(argument.startsWith("/") ? argument : here + "/" + argument);
        }
    }

    /**
     * A path within a snapshot: from the root directory, whether it begins with a slash or not.
     *
     * @throws UsageException if no file can have it
     */
    public static RawPath inSnapshot(String argument) throws UsageException {
        try {
            return RawPath.of(RawText.encode(argument));
        } catch (IllegalArgumentException impossible) {
            throw new UsageException(String.valueOf(impossible.getMessage()), impossible);
        }
    }

    public static List<RawPath> inSnapshot(List<String> arguments) throws UsageException {
        List<RawPath> paths = new ArrayList<>();
        for (String argument : arguments) {
            paths.add(inSnapshot(argument));
        }
        return paths;
    }

    /**
     * What paths in a snapshot are to match.
     *
     * @throws UsageException if it is no pattern
     */
    public static PathPattern pattern(String argument) throws UsageException {
        try {
            return PathPattern.of(RawText.encode(argument));
        } catch (IllegalArgumentException none) {
            throw new UsageException(
                    "not a pattern: '%s' (a bracket ends with ], and \\[ is one itself)"
                            .formatted(argument),
                    none);
        }
    }
}
