package dev.holdfast.store.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.PackId;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.feature.TooNewException;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.Golden;
import dev.holdfast.testkit.Records;
import dev.holdfast.testkit.SimulatedVolume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PackTest {
    private static final PackId ID = new PackId(new UUID(0xabcd_0000_0000_0000L, 3));

    private final SimulatedVolume volume = new SimulatedVolume();

    private static PackHeader header(PackKind kind) {
        return new PackHeader(
                ID,
                kind,
                new VaultId(new UUID(1, 2)),
                new PackHeader.Source(
                        new ClientId(new UUID(3, 4)),
                        new SessionId(new UUID(5, 6)),
                        new Timestamp(1_700_000_000, 7)),
                List.of(Records.wrap(Records.KEY)));
    }

    private static List<SealedRecord> records(PackKind kind) {
        return switch (kind) {
            case DATA ->
                    List.of(Records.chunk(1, 25), Records.chunk(2, 4096), Records.chunk(3, 100));
            case META ->
                    List.of(
                            Records.tree(1, Records.id(9)),
                            Records.tree(2),
                            Records.root(3, Records.id(1), Records.id(2)));
        };
    }

    private void write(PackKind kind, List<SealedRecord> records) throws IOException {
        try (PackWriter writer = PackWriter.create(volume, header(kind))) {
            for (SealedRecord record : records) {
                writer.append(record);
            }
            writer.seal();
            writer.publish();
        }
    }

    private static List<SealedRecord> good(PackKind kind) {
        return records(kind).stream().toList();
    }

    /** Which records can be read from a pack. */
    private List<Integer> readable(PackKind kind) throws IOException {
        List<SealedRecord> written = good(kind);
        List<Integer> readable = new ArrayList<>();
        try (PackReader reader = PackReader.open(volume, ID, kind)) {
            for (int i = 0; i < written.size(); i++) {
                try {
                    assertThat(reader.read(i, written.get(i).id()).bytes())
                            .isEqualTo(written.get(i).bytes());
                    readable.add(i);
                } catch (MalformedException damaged) {
                    // Not this one.
                }
            }
        }
        return readable;
    }

    private static String path(PackKind kind) {
        return PackName.published(ID, kind).path();
    }

    @ParameterizedTest
    @EnumSource
    void packIsReadBack(PackKind kind) throws IOException {
        write(kind, records(kind));
        assertThat(readable(kind)).containsExactly(0, 1, 2);
        try (PackReader reader = PackReader.open(volume, ID, kind)) {
            assertThat(reader.header()).isEqualTo(header(kind));
            assertThat(reader.entries())
                    .extracting(PackEntry::id)
                    .isEqualTo(records(kind).stream().map(SealedRecord::id).toList());
        }
        assertThat(PackName.list(volume)).containsExactly(PackName.published(ID, kind));
    }

    @Test
    void dataRecordsBeginOnBlocks() throws IOException {
        write(PackKind.DATA, records(PackKind.DATA));
        try (PackReader reader = PackReader.open(volume, ID, PackKind.DATA)) {
            assertThat(reader.entries()).allMatch(entry -> entry.offset() % Volume.BLOCK_SIZE == 0);
        }
        assertThat(volume.bytes(path(PackKind.DATA)).length % Volume.BLOCK_SIZE).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void flippedBitCostsAtMostOneRecord(PackKind kind) throws IOException {
        write(kind, records(kind));
        byte[] sound = volume.bytes(path(kind));
        for (long bit = 0; bit < sound.length * 8L; bit += kind == PackKind.META ? 7 : 97) {
            volume.overwrite(path(kind), sound);
            volume.flip(path(kind), bit);
            assertThat(readable(kind)).hasSizeGreaterThanOrEqualTo(2);
            try (PackReader reader = PackReader.open(volume, ID, kind)) {
                assertThat(reader.header()).isEqualTo(header(kind));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void damagedRecordLeavesTheOthersWhereTheyAre(PackKind kind) throws IOException {
        List<SealedRecord> records = records(kind);
        write(kind, records);
        try (PackReader reader = PackReader.open(volume, ID, kind)) {
            List<PackEntry> entries = reader.entries();
            volume.flip(path(kind), (entries.getFirst().offset() + 100) * 8L);
            assertThatThrownBy(() -> reader.read(0, records.getFirst().id()))
                    .isInstanceOf(MalformedException.class);
            assertThat(reader.entries()).isEqualTo(entries);
            assertThat(reader.read(2).id()).isEqualTo(records.get(2).id());
            assertThat(reader.idAt(0)).isEqualTo(records.getFirst().id());
        }
    }

    @ParameterizedTest
    @EnumSource
    void damagedTableAndTrailerCostNothing(PackKind kind) throws IOException {
        write(kind, records(kind));
        byte[] sound = volume.bytes(path(kind));
        int tail = PackTail.sizeOf(kind, 3, header(kind).toFrame().length);
        byte[] cut = Arrays.copyOf(sound, sound.length - tail);
        volume.overwrite(path(kind), cut);
        assertThat(readable(kind)).containsExactly(0, 1, 2);
        byte[] zeros = Arrays.copyOf(cut, sound.length);
        volume.overwrite(path(kind), zeros);
        assertThat(readable(kind)).containsExactly(0, 1, 2);
    }

    @ParameterizedTest
    @EnumSource
    void cutPackKeepsItsFirstRecords(PackKind kind) throws IOException {
        write(kind, records(kind));
        byte[] sound = volume.bytes(path(kind));
        int before = 0;
        for (int length = 0; length <= sound.length; length += 13) {
            volume.overwrite(path(kind), Arrays.copyOf(sound, length));
            List<Integer> readable = readable(kind);
            assertThat(readable).isEqualTo(List.of(0, 1, 2).subList(0, readable.size()));
            assertThat(readable).hasSizeGreaterThanOrEqualTo(before);
            before = readable.size();
        }
        assertThat(before).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void whatADeadWriterLeftIsFinished(PackKind kind) throws IOException {
        PackWriter.create(volume, header(kind)).close();
        PackName name = PackName.writing(ID, kind);
        assertThat(PackSalvage.salvage(volume, name, header -> false))
                .isEqualTo(PackSalvage.Outcome.DROPPED);
        assertThat(volume.names()).isEmpty();
        try (PackWriter dies = PackWriter.create(volume, header(kind))) {
            for (SealedRecord record : records(kind)) {
                dies.append(record);
            }
            assertThat(PackSalvage.salvage(volume, name, header -> false))
                    .isEqualTo(PackSalvage.Outcome.LEFT_ALONE);
        }
        byte[] left = volume.bytes(name.path());
        volume.overwrite(name.path(), Arrays.copyOf(left, left.length - 1 - 4096 / 16));
        assertThat(PackSalvage.salvage(volume, name, header -> false))
                .isEqualTo(PackSalvage.Outcome.PUBLISHED);
        assertThat(readable(kind)).startsWith(0, 1);
        try (PackReader reader = PackReader.open(volume, ID, kind)) {
            assertThat(reader.hasTrailer()).isTrue();
            assertThat(reader.entries()).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void packTakesRecordsOfItsKindOnly() throws IOException {
        try (PackWriter data = PackWriter.create(volume, header(PackKind.DATA))) {
            assertThatThrownBy(() -> data.append(Records.tree(1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        try (PackWriter meta = PackWriter.create(volume, header(PackKind.META))) {
            assertThatThrownBy(() -> meta.append(Records.chunk(1, 25)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void writerThatFailedRefusesEverythingAfter() throws IOException {
        try (PackWriter writer = PackWriter.create(volume, header(PackKind.META))) {
            volume.fullFrom(volume.operations() + 1);
            assertThatThrownBy(() -> writer.append(Records.tree(1)))
                    .isInstanceOf(IOException.class);
            volume.freeSpace();
            assertThatThrownBy(() -> writer.append(Records.tree(1)))
                    .hasMessageContaining("failed before");
            assertThatThrownBy(writer::seal).hasMessageContaining("failed before");
        }
    }

    @Test
    void metaPackIsWrittenAsEver() throws IOException {
        write(PackKind.META, records(PackKind.META));
        Golden.requireSame("meta", volume.bytes(path(PackKind.META)));
    }

    @Test
    void smallestDataPackIsWrittenAsEver() throws IOException {
        write(PackKind.DATA, List.of(Records.chunk(1, 25)));
        Golden.requireSame("data", volume.bytes(path(PackKind.DATA)));
    }

    @Test
    void headerOfALaterVersionIsRefused() {
        assertThatThrownBy(() -> PackHeader.ofFrame(Golden.bytes("header-refused-too-new")))
                .isInstanceOf(TooNewException.class);
        assertThatThrownBy(() -> PackHeader.ofFrame(Golden.bytes("header-refused-kind")))
                .isInstanceOf(MalformedException.class);
    }
}
