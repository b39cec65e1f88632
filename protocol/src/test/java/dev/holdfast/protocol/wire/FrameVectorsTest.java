package dev.holdfast.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.protocol.Records;
import dev.holdfast.protocol.Vectors;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Control;
import dev.holdfast.protocol.message.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes around messages do not change from one version to the next. */
class FrameVectorsTest {
    private static final Map<String, String> ACCEPTED =
            Vectors.read(FrameVectorsTest.class, "accepted.txt");
    private static final Map<String, String> REFUSED =
            Vectors.read(FrameVectorsTest.class, "refused.txt");

    private static final Map<String, Frame> SAMPLES =
            Map.of(
                    "client-ping", Frame.of(1, new Request.Ping()),
                    "client-have", Frame.of(0x01020304, new Request.Have(List.of(Records.id(1)))),
                    "client-alive", Frame.of(0, new Control.Alive()),
                    "server-credit", Frame.of(0, new Control.Credit(2_097_152)),
                    "server-done", Frame.of(Integer.MAX_VALUE, Answer.Done.ALL),
                    "server-failed", Frame.of(0, new Answer.Failed("why")));

    static Stream<String> accepted() {
        return SAMPLES.keySet().stream();
    }

    static Stream<String> refused() {
        return REFUSED.keySet().stream();
    }

    private static FrameReader reader(String name, String hex) {
        Peer peer = name.startsWith("client-") ? Peer.CLIENT : Peer.SERVER;
        return new FrameReader(new ByteArrayInputStream(Vectors.bytes(hex)), peer);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void aFrameIsWrittenAndReadAsEver(String name) throws Exception {
        Frame frame = Objects.requireNonNull(SAMPLES.get(name));
        String hex = Objects.requireNonNull(ACCEPTED.get(name)).replace(" ", "");
        assertThat(
                        HexFormat.of().formatHex(frame.header())
                                + HexFormat.of().formatHex(frame.body()))
                .isEqualTo(hex);
        assertThat(frame.size()).isEqualTo(hex.length() / 2);

        Frame read = reader(name, hex).read((_, _, _) -> {});

        assertThat(read.request()).isEqualTo(frame.request());
        assertThat(read.decode()).isEqualTo(frame.decode());
    }

    @Test
    void everyVectorHasASample() {
        assertThat(ACCEPTED.keySet()).containsExactlyInAnyOrderElementsOf(SAMPLES.keySet());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatNoFrameCanBeIsRefused(String name) {
        FrameReader reader = reader(name, Objects.requireNonNull(REFUSED.get(name)));
        assertThatThrownBy(() -> reader.read((_, _, _) -> {}).decode())
                .isInstanceOfAny(ProtocolException.class, PeerGoneException.class);
    }

    @Test
    void theGreetingIsEightBytes() throws IOException {
        assertThat(HexFormat.of().formatHex(FrameReader.greeting())).isEqualTo("484f4c4446535431");
        reader("server-", "484f4c4446535431").readGreeting();
    }

    @Test
    void whatFollowsTheGreetingIsTheFirstFrame() throws IOException {
        FrameReader reader = reader("server-", "484f4c4446535431 000000063900000001 80");
        reader.readGreeting();
        assertThatThrownBy(() -> reader.read((_, _, _) -> {}).decode())
                .hasMessageContaining("malformed done");
    }

    @Test
    void aFrameThatIsNotAdmittedIsNotRead() {
        FrameReader reader = reader("client-", ACCEPTED.get("client-ping") + "");
        assertThatThrownBy(() ->
                        reader.read((type, request, size) -> {
                            throw new ProtocolException(type + " " + request + " " + size);
                        }))
                .hasMessage("PING 1 10");
    }
}
