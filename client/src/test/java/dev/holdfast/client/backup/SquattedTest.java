package dev.holdfast.client.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Machine.Made;
import dev.holdfast.client.fixture.Picture;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Series;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.Node;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.vault.Provenance;
import dev.holdfast.store.vault.Upload;
import dev.holdfast.store.vault.Vault;
import dev.holdfast.testkit.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody who had the machine's ssh key stored garbage under the ids of what it will save: the
 * server cannot tell, the machine can.
 */
@Timeout(60)
class SquattedTest {
    private static final Instant START = Instant.parse("2100-01-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir Path folder;
    private Machine machine;
    private Snapshot first;
    private final byte[] content = new byte[300_000];

    @BeforeEach
    void aThiefKnowsWhatWillBeSaved() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        new Random(7).nextBytes(content);
        Machine twin = new Machine(elsewhere);
        twin.write("large", content);
        Snapshot known = twin.backup().snapshot();
        ObjectId id = chunk(twin, known);
        machine = new Machine(Files.createDirectory(folder.resolve("here")));
        machine.at(START).write("small", "before");
        first = machine.backup().snapshot();
        squat(id);
        machine.at(START.plus(DAY)).write("large", content);
    }

    private static ObjectId chunk(Machine of, Snapshot snapshot) throws IOException {
        Node.RegularFile file = (Node.RegularFile) of.saved(snapshot, "large").node();
        return file.content() instanceof Content.Extents(List<Extent> extents)
                        && extents.getFirst() instanceof Extent.Slice slice
                ? slice.chunk()
                : fail();
    }

    private static ObjectId fail() {
        throw new AssertionError("not saved as expected");
    }

    /** A record that says it is the object, sealed by somebody without the vault's keys. */
    private void squat(ObjectId id) throws IOException {
        SealedRecord garbage = Records.chunk(1, 5_000);
        byte[] bytes = garbage.bytes().clone();
        System.arraycopy(id.toArray(), 0, bytes, 16, ObjectId.SIZE);
        SealedRecord record = SealedRecord.finish(bytes);
        Snapshot.Origin origin =
                new Snapshot.Origin(
                        new ClientId(new UUID(1, 2)),
                        new Series("thief"),
                        new SessionId(new UUID(6, 6)));
        Vault vault = Vault.open(Volume.on(machine.vault()));
        try (Upload thief =
                vault.upload(
                        new Provenance(
                                origin,
                                Timestamp.of(START.plus(DAY.dividedBy(2))),
                                List.of(Records.wrap(Records.KEY))))) {
            thief.put(record);
        }
    }

    @Test
    void aRandomReadBackTellsWhatCannotBeOpened() throws IOException {
        Made made = machine.backup();
        assertThat(made.result().unopened()).isEqualTo(1);
        assertThat(made.heard().warnings()).anyMatch(each -> each.contains("server distrust"));
        assertThat(machine.restore(made.snapshot()).failed()).isNotEmpty();
        assertThat(machine.restore(first).failed()).isEmpty();
    }

    @Test
    void whatIsDistrustedIsSentAgain() throws IOException {
        machine.backup();
        Vault.open(Volume.on(machine.vault()))
                .distrust(
                        Timestamp.of(START.plusSeconds(1)),
                        Timestamp.of(START.plus(DAY.multipliedBy(2))));
        machine.at(START.plus(DAY.multipliedBy(3)));
        Made made = machine.backup();
        assertThat(made.result().unopened()).isZero();
        assertThat(made.progress().readBytes()).isGreaterThanOrEqualTo(content.length);
        Machine.Restored restored = machine.restore(made.snapshot());
        assertThat(restored.failed()).isEmpty();
        assertThat(Picture.of(restored.files())).isEqualTo(Picture.of(machine.files()));
        Made next = machine.at(START.plus(DAY.multipliedBy(4))).backup();
        assertThat(next.progress().readBytes()).isZero();
        assertThat(next.heard().warnings()).isEmpty();
    }
}
