package dev.holdfast.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** What the benchmarks work on: made before by {@code bench/micro}, or in a folder for a while. */
final class Material {
    private Material() {}

    /** Text, noise or a tree, by its name in the folder that {@code -Dmaterial} names. */
    static Path path(String name) {
        return Path.of(System.getProperty("material", "."), name);
    }

    /** The first bytes of a file. */
    static byte[] bytes(String name, int length) {
        try {
            byte[] bytes = Files.readAllBytes(path(name));
            if (bytes.length < length) {
                throw new IllegalArgumentException(path(name) + " is too short");
            }
            return Arrays.copyOf(bytes, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new folder below the material. */
    static Path folder() {
        try {
            return Files.createTempDirectory(path("."), "vault");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
