package dev.holdfast.client.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestKeyTest {
    @ParameterizedTest
    @CsvSource({
        "'','',0",
        "a,'',1",
        "'',ab,2",
        "abc,abc,0",
        "abc,abd,1",
        "abc,acb,2",
        "kitten,sitting,3",
    })
    void theDistanceIsHowManyLettersMustChange(String from, String to, int distance) {
        assertThat(NearestKey.distance(from, to)).isEqualTo(distance);
        assertThat(NearestKey.distance(to, from)).isEqualTo(distance);
    }

    @Test
    void whatDiffersInUpToAThirdOfItsLettersIsTheOneMeant() {
        assertThat(NearestKey.of("abcdxx", List.of("abcdef", "uvwxyz"))).contains("abcdef");
        assertThat(NearestKey.of("abcxxx", List.of("abcdef", "uvwxyz"))).isEmpty();
    }

    @Test
    void theSectionThatBothHaveMakesThemNoMoreAlike() {
        assertThat(NearestKey.of("server.host", List.of("server.port"))).isEmpty();
        assertThat(NearestKey.of("server.pord", List.of("server.port"))).contains("server.port");
    }
}
