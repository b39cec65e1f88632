package dev.holdfast.model.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Vectors;
import dev.holdfast.model.Vectors.Vector;
import dev.holdfast.model.cbor.Cbor;
import java.io.IOException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FeaturesTest {
    private static final SortedSet<String> NONE = new TreeSet<>();
    private static final SortedSet<String> SHINY = new TreeSet<>(List.of("shiny\u001b"));

    private static Features decode(Vector vector) throws MalformedException {
        return Cbor.decode(vector.bytes().toArray(), Features::read, Features::write);
    }

    static List<Vector> refused() {
        return Vectors.beginning("features_refused");
    }

    @Test
    void featuresAreThoseOfTheDocument() throws MalformedException {
        Features features =
                new Features(new TreeSet<>(List.of("older", "new")), new TreeSet<>(), NONE);
        assertThat(decode(Vectors.named("features"))).isEqualTo(features);
        assertThat(Cbor.encode(features::write))
                .isEqualTo(Vectors.named("features").bytes().toArray());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void otherFormsAreRefused(Vector vector) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> decode(vector));
    }

    @Test
    void unknownCompatibleFeatureForbidsNothing() {
        Features features = new Features(SHINY, NONE, NONE);
        assertThatCode(() -> features.requireWritable("the vault")).doesNotThrowAnyException();
    }

    @Test
    void unknownReadCompatibleFeatureForbidsWriting() {
        Features features = new Features(NONE, SHINY, NONE);
        assertThatCode(() -> features.requireReadable("the vault")).doesNotThrowAnyException();
        assertThatExceptionOfType(TooNewException.class)
                .isThrownBy(() -> features.requireWritable("the vault"));
    }

    @Test
    void unknownIncompatibleFeatureForbidsReading() {
        Features features = new Features(NONE, NONE, SHINY);
        assertThatExceptionOfType(TooNewException.class)
                .isThrownBy(() -> features.requireReadable("the vault"))
                .withMessage(
                        "the vault needs features that this version does not know (shiny\\x1b):"
                                + " use a newer holdfast");
        assertThatExceptionOfType(TooNewException.class)
                .isThrownBy(() -> features.requireWritable("the vault"));
    }

    @Test
    void tooNewIsStillTooNewWhenItIsFoundWhileDecoding() {
        byte[] bytes = Cbor.encode(new Features(NONE, NONE, SHINY)::write);
        assertThatExceptionOfType(TooNewException.class)
                .isThrownBy(() -> Cbor.decode(bytes, FeaturesTest::readable, Features::write));
    }

    private static Features readable(dev.holdfast.model.cbor.CborReader in) throws IOException {
        Features features = Features.read(in);
        features.requireReadable("the vault");
        return features;
    }
}
