package dev.holdfast.client.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.client.download.BulkReader;
import dev.holdfast.client.download.MissingObjectsException;
import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.Node;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ContentStreamTest {
    @TempDir Path folder;
    private Machine machine;

    @BeforeEach
    void begin() throws IOException {
        machine = new Machine(folder);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private byte[] stream(Snapshot snapshot) throws IOException {
        Content content = ((Node.RegularFile) machine.saved(snapshot, "file").node()).content();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (VaultConnection vault = machine.open()) {
            try (BulkReader reader = vault.bulkReader()) {
                ContentStream.copyAll(reader, content, out);
            }
        } finally {
            machine.closeServers();
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64, 65, 70_000, 20_000_000})
    void aFileComesInOneStream(int length) throws IOException {
        machine.write("file", random(length));
        assertThat(stream(machine.backup().snapshot())).isEqualTo(random(length));
    }

    @Test
    void holesComeAsZeros() throws IOException {
        try (FileChannel file =
                FileChannel.open(
                        machine.file("file"),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(random(5_000)), 1 << 20);
            file.write(ByteBuffer.wrap(random(5_000)), 3 << 20);
        }
        assertThat(stream(machine.backup().snapshot()))
                .isEqualTo(Files.readAllBytes(machine.file("file")));
    }

    @Test
    void aLostChunkEndsTheStream() throws IOException {
        machine.write("file", random(70_000));
        Snapshot snapshot = machine.backup().snapshot();
        Node.RegularFile node = (Node.RegularFile) machine.saved(snapshot, "file").node();
        Extent extent = ((Content.Extents) node.content()).extents().getFirst();
        machine.damage(((Extent.Slice) extent).chunk());
        assertThatThrownBy(() -> stream(snapshot)).isInstanceOf(MissingObjectsException.class);
    }
}
