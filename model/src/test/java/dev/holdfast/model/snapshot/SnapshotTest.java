package dev.holdfast.model.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Series;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.Vectors;
import dev.holdfast.model.Vectors.Vector;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotTest {
    private static final Timestamp RECEIVED = new Timestamp(1_700_000_000, 999_999_999);
    private static final ObjectId ROOT =
            new ObjectId(
                    0xaaaaaaaaaaaaaaaaL,
                    0xaaaaaaaaaaaaaaaaL,
                    0xaaaaaaaaaaaaaaaaL,
                    0xaaaaaaaaaaaaaaaaL);
    private static final Snapshot.Origin ORIGIN =
            new Snapshot.Origin(
                    ClientId.of(new byte[16]),
                    Series.SYSTEM,
                    SessionId.parse("000102030405060708090a0b0c0d0e0f"));

    static List<Vector> refusedSnapshots() {
        return Vectors.beginning("snapshot_refused");
    }

    static List<Vector> refusedPartials() {
        return Vectors.beginning("partial_refused");
    }

    @Test
    void snapshotIsThatOfTheDocument() throws MalformedException {
        byte[] bytes = Vectors.named("snapshot").bytes().toArray();
        Snapshot snapshot =
                new Snapshot(
                        1, RECEIVED, ORIGIN, ROOT, new Snapshot.Figures(10, 1L << 40, 1L << 30, 0));
        assertThat(Snapshot.of(bytes)).isEqualTo(snapshot);
        assertThat(snapshot.toArray()).isEqualTo(bytes);
    }

    @Test
    void partialIsThatOfTheDocument() throws MalformedException {
        byte[] bytes = Vectors.named("partial").bytes().toArray();
        Partial partial = new Partial(RECEIVED, ORIGIN, ROOT);
        assertThat(Partial.of(bytes)).isEqualTo(partial);
        assertThat(partial.toArray()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @MethodSource("refusedSnapshots")
    void otherSnapshotsAreRefused(Vector vector) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> Snapshot.of(vector.bytes().toArray()));
    }

    @ParameterizedTest
    @MethodSource("refusedPartials")
    void otherPartialsAreRefused(Vector vector) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> Partial.of(vector.bytes().toArray()));
    }

    @Test
    void snapshotIsNoPartialAndTheOtherWayRound() {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> Partial.of(Vectors.named("snapshot").bytes().toArray()));
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> Snapshot.of(Vectors.named("partial").bytes().toArray()));
    }
}
