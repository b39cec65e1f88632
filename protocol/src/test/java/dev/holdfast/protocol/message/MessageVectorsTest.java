package dev.holdfast.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.MalformedException;
import dev.holdfast.protocol.Vectors;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of every message do not change from one version to the next. */
class MessageVectorsTest {
    private static final Map<String, String> ACCEPTED =
            Vectors.read(MessageVectorsTest.class, "accepted.txt");

    private static final Map<String, String> REFUSED =
            Vectors.read(MessageVectorsTest.class, "refused.txt");

    static Stream<String> samples() {
        return Samples.all().keySet().stream();
    }

    static Stream<String> refused() {
        return REFUSED.keySet().stream();
    }

    private static Message sample(String name) {
        return Objects.requireNonNull(Samples.all().get(name));
    }

    private static String vector(Map<String, String> vectors, String name) {
        return Objects.requireNonNull(vectors.get(name), name);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aMessageIsWrittenAsEver(String name) {
        Message message = sample(name);
        assertThat(HexFormat.of().formatHex(MessageType.encode(message)))
                .isEqualTo(vector(ACCEPTED, name));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aMessageIsReadAsEver(String name) throws Exception {
        Message message = sample(name);
        byte[] body = Vectors.bytes(vector(ACCEPTED, name));
        Message read = MessageType.of(message).decode(body);
        if (message instanceof Request.Put || message instanceof Answer.ObjectRecord) {
            assertThat(read).hasSameClassAs(message);
            assertThat(MessageType.encode(read)).isEqualTo(body);
        } else {
            assertThat(read).isEqualTo(message);
        }
    }

    @Test
    void everyTypeHasASampleAndEverySampleAVector() {
        Set<MessageType> sampled = new LinkedHashSet<>();
        Samples.all().values().forEach(message -> sampled.add(MessageType.of(message)));
        assertThat(sampled).containsExactlyInAnyOrder(MessageType.values());
        assertThat(ACCEPTED.keySet()).containsExactlyElementsOf(Samples.all().keySet());
    }

    /** A name begins with its type: {@code have-no-ids}. */
    @ParameterizedTest
    @MethodSource("refused")
    void whatNoMessageCanBeIsRefused(String name) {
        String word = name.substring(0, (name + "-").indexOf('-'));
        MessageType type =
                Arrays.stream(MessageType.values())
                        .filter(candidate -> candidate.name().equalsIgnoreCase(word))
                        .findFirst()
                        .orElseThrow();
        assertThatThrownBy(() -> type.decode(Vectors.bytes(vector(REFUSED, name))))
                .isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aBodyCutShortOrWithAByteMoreIsRefused(String name) {
        MessageType type = MessageType.of(sample(name));
        byte[] body = Vectors.bytes(vector(ACCEPTED, name));
        boolean plain = type == MessageType.LACK; // any bits may be bits of a longer answer
        if (!plain) {
            assertThatThrownBy(() -> type.decode(Arrays.copyOf(body, body.length + 1)))
                    .isInstanceOf(MalformedException.class);
        }
        if (!plain && body.length > 0) {
            assertThatThrownBy(() -> type.decode(Arrays.copyOf(body, body.length - 1)))
                    .isInstanceOf(MalformedException.class);
        }
    }
}
