package dev.holdfast.client.browse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.Series;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.testkit.Records;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SnapshotChoiceTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static Snapshot snapshot(long sequence, Instant received) {
        return new Snapshot(
                sequence,
                Timestamp.of(received),
                new Snapshot.Origin(
                        new ClientId(new UUID(1, 1)), Series.SYSTEM, new SessionId(new UUID(2, 2))),
                Records.id(sequence),
                new Snapshot.Figures(0, 0, 0, 0));
    }

    private static final Snapshot OLD = snapshot(3, NOON.minusSeconds(10));
    private static final Snapshot NEW = snapshot(5, NOON);
    private static final List<Snapshot> BOTH = List.of(NEW, OLD);

    @Test
    void theLatestIsThatWithTheHighestNumber() {
        assertThat(new SnapshotChoice.Latest().from(BOTH)).contains(NEW);
        assertThat(new SnapshotChoice.Latest().from(List.of())).isEmpty();
    }

    @Test
    void aNumberIsThatSnapshotOrNone() {
        assertThat(new SnapshotChoice.Numbered(3).from(BOTH)).contains(OLD);
        assertThat(new SnapshotChoice.Numbered(4).from(BOTH)).isEmpty();
    }

    @Test
    void aTimeIsTheNewestReceivedByThen() {
        assertThat(new SnapshotChoice.At(NOON).from(BOTH)).contains(NEW);
        assertThat(new SnapshotChoice.At(NOON.minusNanos(1)).from(BOTH)).contains(OLD);
        assertThat(new SnapshotChoice.At(NOON.minusSeconds(10)).from(BOTH)).contains(OLD);
        assertThat(new SnapshotChoice.At(NOON.minusSeconds(11)).from(BOTH)).isEmpty();
    }
}
