package dev.holdfast.platform.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** What the tests of system calls share. */
final class Fixture {
    private Fixture() {}

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static Descriptor folder(Path path) throws IOException {
        return Descriptor.openPath(bytes(path.toString()), OpenMode.READ.directory());
    }

    /** Makes a file with this content, and leaves it open for reading and writing. */
    static Descriptor file(Descriptor folder, String name, String content) throws IOException {
        Descriptor file = folder.create(bytes(name), OpenMode.READ_WRITE.createNew(), 0644);
        new TransferBuffer().write(file, 0, ByteBuffer.wrap(bytes(content)));
        return file;
    }

    static void makeFile(Descriptor folder, String name) throws IOException {
        file(folder, name, "").close();
    }

    static void needsRoot() {
        Assumptions.assumeTrue(ThisProcess.user() == 0, "needs root");
    }
}
