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
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SnapshotChoiceTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final SnapshotChoice LATEST = new SnapshotChoice.Latest(Optional.empty());
    private static final Series DUMP = Series.ofStream("db.sql");

    private static Snapshot snapshot(long sequence, Instant received) {
        return snapshot(sequence, received, Series.SYSTEM);
    }

    private static Snapshot snapshot(long sequence, Instant received, Series series) {
        return new Snapshot(
                sequence,
                Timestamp.of(received),
                new Snapshot.Origin(
                        new ClientId(new UUID(1, 1)), series, new SessionId(new UUID(2, 2))),
                Records.id(sequence),
                new Snapshot.Figures(0, 0, 0, 0));
    }

    private static final Snapshot OLD = snapshot(3, NOON.minusSeconds(10));
    private static final Snapshot NEW = snapshot(5, NOON);
    private static final List<Snapshot> BOTH = List.of(NEW, OLD);

    @Test
    void theLatestIsThatWithTheHighestNumber() {
        assertThat(LATEST.from(BOTH)).contains(NEW);
        assertThat(LATEST.from(List.of())).isEmpty();
    }

    @Test
    void whatAProgramWroteOrWhatWasNamedByHandIsNotTheLatestOfTheMachine() {
        Snapshot byHand = snapshot(6, NOON, Series.MANUAL);
        Snapshot dump = snapshot(7, NOON, DUMP);
        assertThat(LATEST.from(List.of(NEW, byHand, dump))).contains(NEW);
        assertThat(at(NOON).from(List.of(NEW, byHand, dump))).contains(NEW);
        assertThat(LATEST.from(List.of(byHand, dump))).contains(byHand);
        assertThat(LATEST.from(List.of(dump))).contains(dump);
    }

    @Test
    void aSeriesHasItsOwnLatest() {
        Snapshot dump = snapshot(4, NOON, DUMP);
        List<Snapshot> all = List.of(NEW, dump, OLD);
        assertThat(LATEST.within(DUMP).from(all)).contains(dump);
        assertThat(at(NOON).within(DUMP).from(all)).contains(dump);
        assertThat(at(NOON.minusNanos(1)).within(DUMP).from(all)).isEmpty();
        assertThat(LATEST.within(Series.MANUAL).from(all)).isEmpty();
        assertThat(LATEST.within(Series.MANUAL).none())
                .isEqualTo("there is no snapshot of series manual yet");
    }

    @Test
    void aChoiceThatNamesASeriesOrANumberStaysWithIt() {
        SnapshotChoice ofDumps = LATEST.within(DUMP);
        assertThat(ofDumps.within(Series.SYSTEM)).isEqualTo(ofDumps);
        SnapshotChoice numbered = new SnapshotChoice.Numbered(3);
        assertThat(numbered.within(Series.MANUAL)).isEqualTo(numbered);
    }

    @Test
    void aNumberIsThatSnapshotOrNone() {
        assertThat(new SnapshotChoice.Numbered(3).from(BOTH)).contains(OLD);
        assertThat(new SnapshotChoice.Numbered(4).from(BOTH)).isEmpty();
    }

    @Test
    void aTimeIsTheNewestReceivedByThen() {
        assertThat(at(NOON).from(BOTH)).contains(NEW);
        assertThat(at(NOON.minusNanos(1)).from(BOTH)).contains(OLD);
        assertThat(at(NOON.minusSeconds(10)).from(BOTH)).contains(OLD);
        assertThat(at(NOON.minusSeconds(11)).from(BOTH)).isEmpty();
    }

    private static SnapshotChoice at(Instant time) {
        return new SnapshotChoice.At(time, Optional.empty());
    }
}
