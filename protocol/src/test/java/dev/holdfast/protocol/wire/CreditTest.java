package dev.holdfast.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.protocol.message.Control;
import dev.holdfast.protocol.message.MessageType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every rule of credit, at either side. */
@Timeout(20)
class CreditTest {
    private static final int WINDOW = 8_000;

    private static final Limits LIMITS =
            new Limits(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(120),
                    Duration.ofHours(24),
                    WINDOW,
                    1_024);

    private final Outbox outbox = new Outbox(LIMITS);
    private final Queue<Integer> sent = new ConcurrentLinkedQueue<>();

    private static Frame frame(int id, int size) {
        return new Frame(MessageType.PUT, id, new byte[size - Frame.HEADER_SIZE]);
    }

    private void send(int id, int size) throws IOException {
        outbox.send(
                size,
                () -> {
                    sent.add(id);
                    return frame(id, size);
                });
    }

    private Thread sender(int id, int size) {
        return Thread.ofPlatform()
                .start(() -> {
                    try {
                        send(id, size);
                    } catch (IOException failed) {
                        sent.add(-id);
                    }
                });
    }

    private List<Integer> written() throws InterruptedException {
        return outbox.take().stream().map(Frame::request).toList();
    }

    @Test
    void aWindowMayBeUsedToTheLastByte() throws Exception {
        send(1, 7_000);
        send(2, 1_000);
        assertThat(written()).containsExactly(1, 2);
        Thread third = sender(3, 9);
        Waiting.untilBlocked(third);
        assertThat(outbox.isWaiting()).isTrue();
        assertThat(sent).containsExactly(1, 2);
    }

    @Test
    void aSenderWaitsForEveryByteThatItNeeds() throws Exception {
        send(1, 7_000);
        assertThat(written()).containsExactly(1);
        Thread second = sender(2, 2_000);
        Waiting.untilBlocked(second);
        outbox.credit(new Control.Credit(999));
        Waiting.untilBlocked(second);
        assertThat(sent).containsExactly(1);
        outbox.credit(new Control.Credit(1));
        second.join();
        assertThat(sent).containsExactly(1, 2);
    }

    @Test
    void aLargeFrameIsNotOvertakenBySmallOnes() throws Exception {
        send(1, 7_000);
        assertThat(written()).containsExactly(1);
        Thread large = sender(2, 5_000);
        Waiting.until(outbox::isWaiting);
        Thread small = sender(3, 9);
        Waiting.untilBlocked(small);
        assertThat(sent).containsExactly(1);
        outbox.credit(new Control.Credit(5_000));
        large.join();
        small.join();
        assertThat(sent).containsExactly(1, 2, 3);
    }

    @Test
    void theQueueIsBoundedHoweverMuchIsGranted() throws Exception {
        outbox.credit(new Control.Credit(1 << 29));
        send(1, 7_000);
        Thread second = sender(2, 1_001);
        Waiting.untilBlocked(second);
        assertThat(sent).containsExactly(1);
        assertThat(written()).containsExactly(1);
        second.join();
        assertThat(written()).containsExactly(2);
    }

    @Test
    void controlFramesGoAheadWithoutCredit() throws Exception {
        send(1, 7_000);
        outbox.grant(5);
        outbox.grant(6);
        outbox.alive();
        outbox.alive();
        outbox.working("this");
        outbox.working("that");
        List<Frame> batch = outbox.take();
        assertThat(batch.subList(0, 3).stream().map(CreditTest::decode))
                .containsExactly(
                        new Control.Credit(11), new Control.Working("that"), new Control.Alive());
        assertThat(batch.get(3).request()).isEqualTo(1);
        assertThat(batch).hasSize(4);
        assertThat(outbox.isIdle()).isTrue();
    }

    private static Object decode(Frame frame) {
        try {
            return frame.decode();
        } catch (ProtocolException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void unusedCreditIsBounded() throws Exception {
        outbox.credit(new Control.Credit(Control.Credit.BYTES_MAX - WINDOW));
        assertThatThrownBy(() -> outbox.credit(new Control.Credit(1)))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void aFrameThatMayNeverBeGrantedIsAMistake() throws Exception {
        assertThatIllegalArgumentException().isThrownBy(() -> send(1, 7_001));
        send(1, 7_000);
    }

    @Test
    void afterTheLastFrameNothingIsTaken() throws Exception {
        send(1, 100);
        outbox.seal(frame(2, WINDOW + 1));
        assertThatThrownBy(() -> send(3, 100)).hasMessage("the connection is closed");
        outbox.seal(frame(4, 100));
        assertThat(written()).containsExactly(1, 2);
        assertThat(written()).isEmpty();
    }

    @Test
    void aFailureEndsEveryWait() throws Exception {
        send(1, 7_000);
        Thread waiting = sender(2, 7_000);
        Waiting.until(outbox::isWaiting);
        Thread behind = sender(3, 100);
        Waiting.untilBlocked(behind);
        outbox.fail(new PeerGoneException("gone"));
        waiting.join();
        behind.join();
        assertThat(sent).hasSize(3).contains(1, -2, -3);
        assertThat(written()).isEmpty();
        assertThatThrownBy(() -> send(4, 10)).isInstanceOf(PeerGoneException.class);
    }

    @Test
    void anInterruptEndsAWaitAndUsesNothing() throws Exception {
        send(1, 7_000);
        Thread waiting = sender(2, 2_000);
        Waiting.until(outbox::isWaiting);
        waiting.interrupt();
        waiting.join();
        assertThat(sent).containsExactly(1, -2);
        assertThat(outbox.isWaiting()).isFalse();
        send(3, 1_000);
    }

    @ParameterizedTest
    @CsvSource({"7999, true", "8000, true", "8001, false"})
    void aReceiverTakesWhatItGrantedAndNoByteMore(int size, boolean taken) {
        assertThat(new ReceiveWindow(LIMITS, Peer.CLIENT).use(size)).isEqualTo(taken);
    }

    @Test
    void whatIsDealtWithIsGrantedAgainInParts() {
        ReceiveWindow window = new ReceiveWindow(LIMITS, Peer.CLIENT);
        assertThat(window.use(WINDOW)).isTrue();
        assertThat(window.dealtWith(999)).isEmpty();
        assertThat(window.use(1)).isFalse();
        assertThat(window.dealtWith(1)).hasValue(1_000);
        assertThat(window.use(1_001)).isFalse();
        assertThat(window.use(1_000)).isTrue();
        assertThat(window.dealtWith(3_000)).hasValue(3_000);
    }

    @Test
    void aServerIsNotGrantedHalfOfItsFirstWindowAgain() {
        ReceiveWindow window = new ReceiveWindow(LIMITS, Peer.SERVER);
        assertThat(window.use(WINDOW)).isTrue();
        assertThat(window.dealtWith(WINDOW / 2)).isEmpty();
        assertThat(window.dealtWith(499)).isEmpty();
        assertThat(window.dealtWith(1)).hasValue(500);
    }

    @Test
    void theLongestFrameOfAServerFitsIntoWhatIsLeftOfItsWindow() {
        int longest = Frame.HEADER_SIZE + MessageType.BODY_LENGTH_MAX;
        ReceiveWindow window = new ReceiveWindow(Limits.STANDARD, Peer.SERVER);
        assertThat(window.use(Limits.STANDARD.windowSize())).isTrue();
        window.dealtWith(Limits.STANDARD.windowSize());
        assertThat(window.use(Limits.STANDARD.windowSize() / 2)).isTrue();
        window.dealtWith(Limits.STANDARD.windowSize() / 2 - Limits.STANDARD.windowSize() / 32);
        assertThat(window.use(longest)).isTrue();
    }

    /** Else the peer could wait for credit that is held back until it sends. */
    @Test
    void theLongestFrameFitsIntoTheStandardWindowWhateverIsHeldBack() {
        int longest = Frame.HEADER_SIZE + MessageType.BODY_LENGTH_MAX;
        assertThat(Limits.STANDARD.frameSizeMax()).isGreaterThanOrEqualTo(longest);
    }

    @Test
    void impossibleLimitsAreMistakes() {
        Duration second = Duration.ofSeconds(1);
        Duration two = Duration.ofSeconds(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits(Duration.ZERO, second, second, WINDOW, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits(second, second, second, WINDOW, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits(second, two, second, WINDOW, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits(second, two, two, 7, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits(second, two, two, (256 << 20) + 1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits(second, two, two, WINDOW, 0));
        assertThat(new Limits(second, two, two, 8, 1).frameSizeMax()).isEqualTo(7);
    }
}
