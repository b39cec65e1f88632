package dev.holdfast.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Series;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.object.KeyWrap;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.protocol.Records;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every limit of a message, on both its sides; the largest message fits into its frame. */
class MessageLimitsTest {
    private static List<ObjectId> ids(int count) {
        return LongStream.range(0, count).mapToObj(Records::id).toList();
    }

    private static void holds(IntFunction<Message> make, int min, int max) throws Exception {
        if (min > 0) {
            assertThatIllegalArgumentException().isThrownBy(() -> make.apply(min - 1));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> make.apply(max + 1));
        for (int size : new int[] {min, min + 1, max - 1, max}) {
            Message message = make.apply(size);
            MessageType type = MessageType.of(message);
            assertThat(type.decode(MessageType.encode(message))).isEqualTo(message);
        }
    }

    @Test
    void haveAndFetchTakeOneToEightThousandIds() throws Exception {
        holds(count -> new Request.Have(ids(count)), 1, 8_192);
        holds(count -> new Request.Fetch(ids(count)), 1, 8_192);
        holds(count -> new Answer.Missing(ids(count)), 1, 8_192);
        holds(count -> new Answer.Done(ids(count)), 0, 8_192);
    }

    @Test
    void anIdIsFetchedOnce() {
        List<ObjectId> twice = List.of(Records.id(1), Records.id(1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Request.Fetch(twice));
        assertThatIllegalArgumentException().isThrownBy(() -> new Answer.Done(twice));
        assertThatCode(() -> new Request.Have(twice)).doesNotThrowAnyException();
    }

    @Test
    void aBeginIsAnsweredWithABoundedNumberOfObjectsToHeal() throws Exception {
        holds(count -> Samples.begun(ids(count)), 0, Answer.Begun.HEAL_MAX);
    }

    @Test
    void aBeginHasWrapsOfOneKey() throws Exception {
        Bytes run = Bytes.copyOf(new byte[16]);
        Timestamp now = new Timestamp(0, 0);
        holds(
                count ->
                        new Request.Begin(
                                Series.SYSTEM,
                                run,
                                now,
                                Collections.nCopies(count, Samples.wrap(1))),
                1,
                KeyWrap.COUNT_MAX);
        List<KeyWrap> mixed = List.of(Samples.wrap(1), Samples.wrap(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Request.Begin(Series.SYSTEM, run, now, mixed));
    }

    @Test
    void wrapsFitIntoAFrame() throws Exception {
        holds(
                count -> new Answer.Wraps(Collections.nCopies(count, Samples.wrap(1))),
                1,
                Answer.Wraps.WRAPS_MAX);
    }

    @Test
    void theLongestListOfSnapshotsAndPartialsFitsIntoAFrame() throws Exception {
        holds(
                count ->
                        new Answer.Snapshots(
                                IntStream.rangeClosed(1, count)
                                        .mapToObj(i -> longest(Long.MAX_VALUE - count + i))
                                        .toList(),
                                Collections.nCopies(Answer.Snapshots.PARTIALS_MAX, Samples.PARTIAL),
                                LongStream.rangeClosed(
                                                Long.MAX_VALUE
                                                        - Answer.Snapshots.UNREADABLE_MAX
                                                        + 1,
                                                Long.MAX_VALUE)
                                        .boxed()
                                        .toList()),
                0,
                Answer.Snapshots.SNAPSHOTS_MAX);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Answer.Snapshots(
                                List.of(),
                                Collections.nCopies(
                                        Answer.Snapshots.PARTIALS_MAX + 1, Samples.PARTIAL),
                                List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Answer.Snapshots(
                                List.of(),
                                List.of(),
                                LongStream.rangeClosed(1, Answer.Snapshots.UNREADABLE_MAX + 1)
                                        .boxed()
                                        .toList()));
    }

    private static Snapshot longest(long sequence) {
        Snapshot.Origin origin = Samples.SNAPSHOT.origin();
        return new Snapshot(
                sequence,
                new Timestamp(Long.MAX_VALUE, Timestamp.NANOSECONDS_MAX),
                new Snapshot.Origin(origin.client(), new Series("s".repeat(63)), origin.session()),
                Samples.SNAPSHOT.root(),
                new Snapshot.Figures(
                        Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));
    }

    @Test
    void snapshotsAreInTheOrderOfTheirSequence() {
        List<Snapshot> falling = List.of(Samples.snapshot(2), Samples.snapshot(1));
        List<Snapshot> same = List.of(Samples.snapshot(2), Samples.snapshot(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Answer.Snapshots(falling, List.of(), List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Answer.Snapshots(same, List.of(), List.of()));
        for (List<Long> wrong : List.of(List.of(0L), List.of(2L, 1L), List.of(1L, 1L))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Answer.Snapshots(List.of(), List.of(), wrong));
        }
    }

    @Test
    void sentencesVersionsAndLogsAreBounded() throws Exception {
        holds(length -> Samples.greet("v".repeat(length)), 0, Message.VERSION_LENGTH_MAX);
        holds(length -> new Control.Working("€".repeat(length)), 0, Message.SENTENCE_LENGTH_MAX);
        holds(length -> new Answer.Failed("€".repeat(length)), 0, Message.SENTENCE_LENGTH_MAX);
        holds(
                length -> new Answer.Refused(1, "€".repeat(length), "€".repeat(length), 0),
                0,
                Message.SENTENCE_LENGTH_MAX);
        holds(
                length -> new Request.Report(figures(1), Bytes.copyOf(new byte[length])),
                0,
                Request.Report.LOG_LENGTH_MAX);
        holds(count -> new Request.Report(figures(count), Bytes.EMPTY), 0, 256);
    }

    private static List<Request.Figure> figures(int count) {
        List<Request.Figure> figures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            figures.add(new Request.Figure("%04d".formatted(i) + "k".repeat(59), Long.MIN_VALUE));
        }
        return figures;
    }

    @Test
    void figuresAreSortedAndNamed() {
        Request.Figure a = new Request.Figure("a", 1);
        Request.Figure b = new Request.Figure("b", 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Request.Report(List.of(b, a), Bytes.EMPTY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Request.Report(List.of(a, a), Bytes.EMPTY));
        for (String key : List.of("", "A", "-a", "k".repeat(64), "a b", "a\n")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Request.Figure(key, 1));
        }
    }

    @Test
    void aLongSentenceIsCutWhenItIsSaid() {
        String longest = "s".repeat(Message.SENTENCE_LENGTH_MAX);
        assertThat(Answer.Failed.because(longest).sentence()).isEqualTo(longest);
        assertThat(Answer.Failed.because(longest + "s").sentence())
                .hasSize(Message.SENTENCE_LENGTH_MAX)
                .endsWith("s…");
    }

    @Test
    void creditIsPositiveAndBounded() throws Exception {
        holds(Control.Credit::new, 1, 1 << 30);
    }

    @Test
    void aRefusalHasACodeAndATimeToComeAgain() throws Exception {
        holds(code -> new Answer.Refused(code, "why", null, null), 1, 255);
        holds(seconds -> new Answer.Refused(1, "why", null, seconds), 0, 604_800);
    }

    @Test
    void everyReasonIsReadFromItsCodeAndOthersAreUnknown() {
        for (RefusalCode reason : RefusalCode.values()) {
            if (reason != RefusalCode.UNKNOWN) {
                assertThat(Answer.Refused.because(reason, "why", null).reason()).isEqualTo(reason);
            }
        }
        assertThat(new Answer.Refused(255, "why", null, null).reason())
                .isEqualTo(RefusalCode.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 16, 8_191, 8_192})
    void lackHasABitForEachIdAndNoOther(int count) throws Exception {
        Answer.Lack lack = Answer.Lack.of(count, index -> index % 3 == 0);
        for (int i = 0; i < count; i++) {
            assertThat(lack.lacks(i)).isEqualTo(i % 3 == 0);
        }
        assertThat(lack.isFor(count)).isTrue();
        assertThat(lack.isFor(count + 8)).isFalse();
        assertThat(lack.isFor(count - 8)).isFalse();
        assertThat(Answer.Lack.of(count, _ -> true).isFor(count)).isTrue();
        if (count % 8 != 1) {
            assertThat(Answer.Lack.of(count, _ -> true).isFor(count - 1)).isFalse();
        }
    }

    @Test
    void aRecordOfAnyLengthThatRecordsHaveFits() throws Exception {
        for (int sealed : new int[] {25, 26, (4 << 20) + (64 << 10)}) {
            Message put = new Request.Put(Records.chunk(1, sealed));
            assertThat(MessageType.PUT.decode(MessageType.encode(put)))
                    .isInstanceOf(Request.Put.class);
        }
        byte[] damaged = Records.chunk(1, 25).bytes().clone();
        damaged[80] ^= 1;
        assertThatThrownBy(() -> MessageType.PUT.decode(damaged))
                .isInstanceOf(MalformedException.class);
    }
}
