package dev.holdfast.cli.argument;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A small file that somebody named. */
public final class TextFile {
    private TextFile() {}

    /**
     * @param what is in it, for people
     */
    public static String read(Path file, String what) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException absent) {
            throw failed(file, what, "no such file", absent);
        } catch (CharacterCodingException binary) {
            throw failed(file, what, "it is no text", binary);
        } catch (IOException failure) {
            throw failed(file, what, String.valueOf(failure.getMessage()), failure);
        }
    }

    private static IOException failed(Path file, String what, String why, IOException cause) {
        return new IOException("cannot read %s from %s: %s".formatted(what, file, why), cause);
    }
}
