package dev.holdfast.client.config;

import dev.holdfast.client.filter.Filter;
import dev.holdfast.client.filter.FilterBuilder;
import dev.holdfast.client.filter.FilterBuilder.Typed;
import dev.holdfast.model.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads the rules of a backup: {@code filter}, {@code excludes}, and the files that they name. */
public final class FilterFiles {
    /** More than anybody writes. */
    static final int LENGTH_MAX = 4 << 20;

    private FilterFiles() {}

    /**
     * All rules, the strongest first: what was typed, the filter, the excludes, what is built in.
     *
     * @param builtIn rules that nobody wrote
     * @throws IOException if a rule cannot be meant, with its place, or a file cannot be read; both
     *     files may be absent
     */
    public static Filter load(Locations locations, List<Typed> typed, List<Bytes> builtIn)
            throws IOException {
        return new FilterBuilder(FilterFiles::readNamed)
                .commandLine(typed)
                .filter(Bytes.utf8(locations.filter().toString()), read(locations.filter()))
                .excludes(Bytes.utf8(locations.excludes().toString()), read(locations.excludes()))
                .builtIn(builtIn)
                .build();
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return readAll(file);
        } catch (NoSuchFileException absent) {
            return new byte[0];
        }
    }

    private static byte[] readNamed(Bytes name) throws IOException {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(name.toArray());
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return readAll(Path.of(text));
        } catch (InvalidPathException | CharacterCodingException impossible) {
            throw new IOException("the name is no text", impossible);
        } catch (NoSuchFileException absent) {
            throw new IOException("no such file", absent);
        }
    }

    private static byte[] readAll(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LENGTH_MAX + 1);
            if (bytes.length > LENGTH_MAX) {
                throw new IOException("%s is longer than %d bytes".formatted(file, LENGTH_MAX));
            }
            return bytes;
        }
    }
}
