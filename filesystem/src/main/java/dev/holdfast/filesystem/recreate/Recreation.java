package dev.holdfast.filesystem.recreate;

import dev.holdfast.model.RawName;
import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.OpenMode;
import dev.holdfast.platform.linux.TransferBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** How a restore goes about what exists, and what fell short. For many threads. */
public final class Recreation {
    static final String TEMPORARY_PREFIX = ".holdfast-restore-";
    private static final Pattern TEMPORARY =
            Pattern.compile(Pattern.quote(TEMPORARY_PREFIX) + "[0-9]+");

    /** What is to become of a file that has the name already. */
    public enum Existing {
        REPLACE,
        KEEP
    }

    private final Existing existing;
    private final Shortfalls shortfalls;
    private final ThreadLocal<TransferBuffer> buffer = ThreadLocal.withInitial(TransferBuffer::new);
    private final OpenPlaces places = new OpenPlaces();
    private final FileSystemsMet fileSystems = new FileSystemsMet();
    private final AtomicLong temporaryNames = new AtomicLong();

    /** The shortfalls may be shared by several. */
    public Recreation(Existing existing, Shortfalls shortfalls) {
        this.existing = existing;
        this.shortfalls = shortfalls;
    }

    /** Opens the existing directory that everything is made in, following links in its path. */
    public TargetDirectory open(byte[] path) throws IOException {
        OpenMode mode = OpenMode.READ.directory().followLinks();
        Place.Opened opened = Place.Opened.of(Descriptor.openPath(path, mode));
        fileSystems.met(opened);
        return new TargetDirectory(this, new Place(places, null, path, opened));
    }

    /** Whether what has the name was left by a restore that was cut off, and can be removed. */
    public static boolean isTemporary(RawName name) {
        return TEMPORARY.matcher(name.toString()).matches();
    }

    boolean replaces() {
        return existing == Existing.REPLACE;
    }

    Shortfalls shortfalls() {
        return shortfalls;
    }

    TransferBuffer buffer() {
        return buffer.get();
    }

    OpenPlaces places() {
        return places;
    }

    FileSystemsMet fileSystems() {
        return fileSystems;
    }

    /** A name never given before by this; it may exist all the same. */
    byte[] temporaryName() {
        String name = TEMPORARY_PREFIX + temporaryNames.incrementAndGet();
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}
