package dev.holdfast.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the program. */
final class Version implements IVersionProvider {
    static String current() {
        try (InputStream resource = Version.class.getResourceAsStream("version.txt")) {
            byte[] text = Objects.requireNonNull(resource, "version.txt").readAllBytes();
            return new String(text, StandardCharsets.UTF_8).strip();
        } catch (IOException broken) {
            throw new UncheckedIOException("the program itself cannot be read", broken);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {"holdfast " + current()};
    }
}
