package dev.holdfast.client.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.model.RawPath;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamedFileTest {
    private static String series(String path) {
        return StreamedFile.series(RawPath.of(path)).value();
    }

    @ParameterizedTest
    @CsvSource({"db.sql, stdin-db.sql", "a, stdin-a", "2026-11-20, stdin-2026-11-20"})
    void aSeriesNamesThePath(String path, String name) {
        assertThat(series(path)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dumps/db.sql", "Dumps-db.sql", "dumps db.sql", "dümps-db.sql", "ü"})
    void whatNoSeriesCanBeCalledIsToldApartByItsDigest(String path) {
        assertThat(series(path))
                .matches("stdin-[a-z0-9.-]*-[0-9a-f]{8}")
                .isNotEqualTo(series("dumps-db.sql"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 48, 49, 255})
    void aNameOfAnyLengthHasASeriesOfItsOwn(int length) {
        String name = "n".repeat(length);
        assertThat(series(name)).startsWith("stdin-n").isNotEqualTo(series(name + "/n"));
    }

    @Test
    void theRootDirectoryIsNoFile() {
        Source source = new StandardInput(InputStream.nullInputStream());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StreamedFile(RawPath.ROOT, source));
    }

    @Test
    void standardInputIsReadyOnce() throws IOException {
        Source source = new StandardInput(InputStream.nullInputStream());
        assertThat(source.isReady()).isTrue();
        source.open().close();
        assertThat(source.isReady()).isFalse();
    }
}
