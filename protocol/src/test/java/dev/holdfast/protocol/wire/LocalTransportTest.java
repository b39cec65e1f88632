package dev.holdfast.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class LocalTransportTest {
    private static final int SIZE = 256 << 10;

    private final LocalTransport.Pair pair = LocalTransport.pair("a vault");
    private final OutputStream out = pair.client().out();
    private final InputStream in = pair.server().in();

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private CompletableFuture<Void> writing(byte[] bytes) {
        return CompletableFuture.runAsync(() -> {
            try {
                out.write(bytes);
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, SIZE - 1, SIZE, SIZE + 1, 3 * SIZE + 7})
    void bytesArriveAsTheyWereWritten(int length) throws Exception {
        byte[] written = bytes(length);
        CompletableFuture<Void> writing = writing(written);
        assertThat(in.readNBytes(length)).isEqualTo(written);
        writing.join();
        assertThat(in.available()).isZero();
    }

    @Test
    void bytesGoRoundTheEndOfTheRing() throws Exception {
        byte[] written = bytes(SIZE - 10);
        for (int i = 0; i < 50; i++) {
            out.write(written);
            assertThat(in.readNBytes(written.length)).isEqualTo(written);
        }
    }

    @Test
    void singleBytesPassUnsigned() throws Exception {
        out.write(255);
        out.write(0);
        assertThat(in.read()).isEqualTo(255);
        assertThat(in.read()).isZero();
    }

    @Test
    void bothWaysArePartedFromEachOther() throws Exception {
        out.write(1);
        pair.server().out().write(2);
        assertThat(pair.client().in().read()).isEqualTo(2);
        assertThat(in.read()).isEqualTo(1);
    }

    @Test
    void whatWasWrittenBeforeTheCloseIsReadAndThenTheEnd() throws Exception {
        out.write(bytes(5));
        pair.client().close();
        assertThat(in.available()).isEqualTo(5);
        assertThat(in.readAllBytes()).isEqualTo(bytes(5));
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void aWriterThatWaitsForRoomFailsWhenTheReaderCloses() throws Exception {
        CompletableFuture<Void> writing = writing(bytes(SIZE + 1));
        Waiting.until(() -> available() == SIZE);
        pair.server().close();
        assertThatThrownBy(writing::join).hasRootCauseInstanceOf(IOException.class);
    }

    private int available() {
        try {
            return in.available();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void aReaderThatWaitsEndsWhenEitherSideCloses() throws Exception {
        CompletableFuture<Integer> far = CompletableFuture.supplyAsync(() -> read(in));
        pair.client().close();
        assertThat(far.join()).isEqualTo(-1);
        LocalTransport.Pair other = LocalTransport.pair("another");
        CompletableFuture<Integer> near =
                CompletableFuture.supplyAsync(() -> read(other.server().in()));
        other.server().close();
        assertThat(near.handle((_, failed) -> failed != null).join()).isTrue();
    }

    private static int read(InputStream in) {
        try {
            return in.read();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void nothingIsWrittenAfterTheClose() throws Exception {
        pair.client().close();
        assertThatThrownBy(() -> out.write(1)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> pair.client().in().read()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> pair.server().out().write(1)).isInstanceOf(IOException.class);
        pair.client().close();
    }

    @Test
    void partsOfArraysAreWrittenAndRead() throws Exception {
        out.write(new byte[] {1, 2, 3, 4}, 1, 2);
        byte[] read = new byte[5];
        assertThat(in.read(read, 2, 3)).isEqualTo(2);
        assertThat(read).isEqualTo(new byte[] {0, 0, 2, 3, 0});
        assertThat(in.read(read, 0, 0)).isZero();
        assertThat(in.available()).isZero();
    }

    @Test
    void eachEndSaysWhatIsAtTheOther() {
        assertThat(pair.client().description()).isEqualTo("a vault");
        assertThat(pair.server().description()).isEqualTo("a client in this process");
    }
}
