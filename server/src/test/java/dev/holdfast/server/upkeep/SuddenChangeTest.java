package dev.holdfast.server.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.server.upkeep.SuddenChange.Figures;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuddenChangeTest {
    private static final long GIB = 1L << 30;
    private static final List<Figures> WEEK =
            List.of(
                    new Figures(100_000, 50 * GIB, GIB),
                    new Figures(100_100, 51 * GIB, GIB / 2),
                    new Figures(100_200, 50 * GIB, GIB));

    @Test
    void whatIsLikeTheLastDaysIsNot() {
        assertThat(SuddenChange.in(new Figures(101_000, 52 * GIB, 2 * GIB), WEEK)).isEmpty();
    }

    @Test
    void withoutAnythingToCompareNothingIsSudden() {
        assertThat(SuddenChange.in(new Figures(0, 0, 0), List.of())).isEmpty();
    }

    @Test
    void anEmptyOrShrunkenBackupIs() {
        assertThat(SuddenChange.in(new Figures(0, 0, 0), WEEK)).isPresent();
        assertThat(SuddenChange.in(new Figures(50_049, 50 * GIB, 0), WEEK)).isPresent();
        assertThat(SuddenChange.in(new Figures(50_050, 50 * GIB, 0), WEEK)).isEmpty();
        assertThat(SuddenChange.in(new Figures(100_000, 25 * GIB - 1, 0), WEEK)).isPresent();
        assertThat(SuddenChange.in(new Figures(100_000, 25 * GIB, 0), WEEK)).isEmpty();
    }

    @Test
    void aBackupThatIsMostlyNewIs() {
        assertThat(SuddenChange.in(new Figures(100_000, 50 * GIB, 26 * GIB), WEEK))
                .contains("more than half of it is new");
        assertThat(SuddenChange.in(new Figures(100_000, 50 * GIB, 25 * GIB), WEEK)).isEmpty();
    }

    @Test
    void aLotOfLittleIsNot() {
        List<Figures> little = List.of(new Figures(10, 10_000, 500));
        assertThat(SuddenChange.in(new Figures(1, 9, 9), little)).isEmpty();
    }
}
