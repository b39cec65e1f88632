package dev.holdfast.platform.linux;

import static dev.holdfast.platform.linux.Fixture.bytes;
import static dev.holdfast.platform.linux.Fixture.file;
import static dev.holdfast.platform.linux.Fixture.folder;
import static dev.holdfast.platform.linux.Fixture.makeFile;
import static dev.holdfast.platform.linux.Fixture.needsRoot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XattrsTest {
    @TempDir Path place;
    private Descriptor folder;

    @BeforeEach
    void open() throws IOException {
        folder = folder(place);
    }

    @AfterEach
    void close() throws IOException {
        folder.close();
    }

    @Test
    void fileWithoutAttributesHasNone() throws IOException {
        try (Descriptor file = file(folder, "file", "")) {
            assertThat(Xattrs.names(file)).isEmpty();
            assertThat(Xattrs.value(file, bytes("user.x"))).isNull();
        }
    }

    @Test
    void attributeSetThroughTheFileIsReadThroughItsName() throws IOException {
        byte[] value = {0, 1, (byte) 255};
        try (Descriptor file = file(folder, "file", "")) {
            Xattrs.set(file, bytes("user.one"), value);
            Xattrs.set(file, bytes("user.empty"), new byte[0]);
        }
        byte[] name = bytes("file");
        assertThat(Xattrs.names(folder, name))
                .containsExactlyInAnyOrder(bytes("user.one"), bytes("user.empty"));
        assertThat(Xattrs.value(folder, name, bytes("user.one"))).isEqualTo(value);
        assertThat(Xattrs.value(folder, name, bytes("user.empty"))).isEmpty();
    }

    @Test
    void attributeOfWhatWasOnlyFoundIsSetReadAndRemoved() throws IOException {
        makeFile(folder, "file");
        try (Descriptor file = folder.open(bytes("file"), OpenMode.FIND)) {
            Xattrs.set(file, bytes("user.one"), bytes("1"));
            assertThat(Xattrs.names(file)).containsExactly(bytes("user.one"));
            assertThat(Xattrs.value(file, bytes("user.one"))).isEqualTo(bytes("1"));
            Xattrs.remove(file, bytes("user.one"));
            Xattrs.remove(file, bytes("user.one"));
            assertThat(Xattrs.names(file)).isEmpty();
        }
    }

    @Test
    void symbolicLinkHasAttributesOfItsOwn() throws IOException {
        needsRoot();
        makeFile(folder, "target");
        Names.makeSymlink(folder, bytes("link"), bytes("target"));
        try (Descriptor link = folder.open(bytes("link"), OpenMode.FIND)) {
            Xattrs.set(link, bytes("trusted.x"), bytes("1"));
            assertThat(Xattrs.names(link)).containsExactly(bytes("trusted.x"));
        }
        assertThat(Xattrs.names(folder, bytes("link"))).containsExactly(bytes("trusted.x"));
        assertThat(Xattrs.names(folder, bytes("target"))).isEmpty();
    }

    @Test
    void valueLargerThanTheKernelTakesIsRefused() throws IOException {
        byte[] large = new byte[65537];
        try (Descriptor file = file(folder, "file", "")) {
            assertThatThrownBy(() -> Xattrs.set(file, bytes("user.x"), large))
                    .hasMessage("cannot set attribute user.x of file: argument too large (E2BIG)");
        }
    }

    @Test
    void unknownNamespaceIsRefused() throws IOException {
        try (Descriptor file = file(folder, "file", "")) {
            assertThatThrownBy(() -> Xattrs.set(file, bytes("odd"), bytes("1")))
                    .hasMessageContaining("EOPNOTSUPP");
        }
    }
}
