package dev.holdfast.filesystem.recreate;

import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.OpenMode;
import dev.holdfast.platform.linux.TransferBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** One thread's part of a restore: how it goes about what exists, and what fell short. */
public final class Recreation {
    /** What is under such a name was left by a restore that was cut off, and can be removed. */
    public static final String TEMPORARY_PREFIX = ".holdfast-restore-";

    /** What is to become of a file that has the name already. */
    public enum Existing {
        REPLACE,
        KEEP
    }

    private final Existing existing;
    private final Shortfalls shortfalls;
    private final TransferBuffer buffer = new TransferBuffer();
    private long temporaryNames;

    /** The shortfalls may be shared by several. */
    public Recreation(Existing existing, Shortfalls shortfalls) {
        this.existing = existing;
        this.shortfalls = shortfalls;
    }

    /** Opens the existing directory that everything is made in, following links in its path. */
    public TargetDirectory open(byte[] path) throws IOException {
        OpenMode mode = OpenMode.READ.directory().followLinks();
        return new TargetDirectory(this, Descriptor.openPath(path, mode), true);
    }

    boolean replaces() {
        return existing == Existing.REPLACE;
    }

    Shortfalls shortfalls() {
        return shortfalls;
    }

    TransferBuffer buffer() {
        return buffer;
    }

    /** A name never given before by this; it may exist all the same. */
    byte[] temporaryName() {
        temporaryNames++;
        String name = TEMPORARY_PREFIX + temporaryNames;
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}
