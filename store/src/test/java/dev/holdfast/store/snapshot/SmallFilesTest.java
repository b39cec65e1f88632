package dev.holdfast.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.Series;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.snapshot.Partial;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.store.Golden;
import dev.holdfast.testkit.Records;
import dev.holdfast.testkit.SimulatedVolume;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallFilesTest {
    private static final String FIRST = "snapshots/0000000000000001.snap";
    private static final Timestamp NOW = new Timestamp(1_700_000_000, 5);
    private static final Snapshot.Origin ORIGIN =
            new Snapshot.Origin(
                    new ClientId(new UUID(1, 2)), Series.SYSTEM, new SessionId(new UUID(3, 4)));

    private final SimulatedVolume volume = new SimulatedVolume();
    private final SnapshotFiles snapshots = new SnapshotFiles(volume);
    private final PartialFiles partials = new PartialFiles(volume);
    private final SessionFiles sessions = new SessionFiles(volume);

    @BeforeEach
    void makeDirectories() throws IOException {
        volume.makeDirectory(SnapshotFiles.NAME);
        volume.makeDirectory(PartialFiles.NAME);
        volume.makeDirectory(SessionFiles.NAME);
    }

    private static Snapshot snapshot(long sequence) {
        return new Snapshot(
                sequence, NOW, ORIGIN, Records.id(sequence), new Snapshot.Figures(10, 20, 30, 0));
    }

    @Test
    void filesAreWrittenAsEver() throws IOException {
        snapshots.add(snapshot(1));
        partials.replace(new Partial(NOW, ORIGIN, Records.id(2)));
        sessions.begin(ORIGIN);
        String series = "%s-system".formatted(ORIGIN.client());
        Golden.requireSame("snapshot", volume.bytes(FIRST));
        Golden.requireSame("sequence", volume.bytes("sequence"));
        Golden.requireSame("partial", volume.bytes("partials/" + series + ".part"));
        Golden.requireSame("session", volume.bytes("sessions/" + series + ".session"));
    }

    @Test
    void goldenSnapshotIsRead() throws IOException {
        volume.overwrite(FIRST, Golden.bytes("snapshot"));
        assertThat(snapshots.list().readable()).containsExactly(snapshot(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"digest", "too-new", "not-canonical", "magic"})
    void refusedSnapshotIsReportedAndHidesNoOther(String wrong) throws IOException {
        snapshots.add(snapshot(2));
        volume.overwrite(FIRST, Golden.bytes("snapshot-refused-" + wrong));
        assertThat(snapshots.list().readable()).containsExactly(snapshot(2));
        assertThat(snapshots.list().unreadable()).containsExactly(1L);
    }

    @Test
    void snapshotUnderAnotherNumberIsUnreadable() throws IOException {
        volume.overwrite("snapshots/0000000000000002.snap", Golden.bytes("snapshot"));
        assertThat(snapshots.list().readable()).isEmpty();
        assertThat(snapshots.list().unreadable()).hasSize(1);
        assertThat(snapshots.nextSequence()).isEqualTo(3);
    }

    @Test
    void numberIsNeverGivenTwice() throws IOException {
        assertThat(snapshots.nextSequence()).isEqualTo(1);
        snapshots.add(snapshot(1));
        snapshots.add(snapshot(2));
        volume.remove("snapshots/0000000000000002.snap");
        assertThat(snapshots.nextSequence()).isEqualTo(3);
        volume.remove("sequence");
        assertThat(snapshots.nextSequence()).isEqualTo(2);
        volume.overwrite("snapshots/0000000000000007.gone", new byte[0]);
        assertThat(snapshots.nextSequence()).isEqualTo(8);
    }

    @Test
    void damagedNumberIsMadeGoodByTheNames() throws IOException {
        snapshots.add(snapshot(4));
        volume.flip("sequence", 100);
        assertThat(snapshots.nextSequence()).isEqualTo(5);
    }

    @Test
    void damagedPartialIsReportedAndReplaced() throws IOException {
        Partial partial = new Partial(NOW, ORIGIN, Records.id(2));
        partials.replace(partial);
        String name = "%s-system.part".formatted(ORIGIN.client());
        volume.flip("partials/" + name, 99);
        assertThat(partials.list().readable()).isEmpty();
        assertThat(partials.list().unreadable()).containsExactly(name);
        partials.replace(partial);
        assertThat(partials.list().readable()).containsExactly(partial);
        partials.remove(ORIGIN);
        partials.remove(ORIGIN);
        assertThat(partials.list().readable()).isEmpty();
    }

    @Test
    void sessionsOfClientsWithTheSameSeriesAreApart() throws IOException {
        Snapshot.Origin other =
                new Snapshot.Origin(
                        new ClientId(new UUID(9, 9)), Series.SYSTEM, new SessionId(new UUID(8, 8)));
        sessions.begin(ORIGIN);
        sessions.begin(other);
        assertThat(sessions.newest(ORIGIN)).contains(ORIGIN.session());
        assertThat(sessions.newest(other)).contains(other.session());
    }
}
