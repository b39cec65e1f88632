package dev.holdfast.client.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.platform.linux.ThisProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Beside a walk through a directory on a disc of which nothing is in the page cache. */
@Timeout(120)
class ReadAheadTest {
    private static final int LENGTH = ColdDisc.LENGTH;

    @TempDir Path place;
    private ColdDisc disc;

    @BeforeEach
    void mount() throws IOException {
        Assumptions.assumeTrue(ThisProcess.user() == 0, "needs root");
        disc = ColdDisc.in(place);
    }

    @AfterEach
    void unmount() throws IOException {
        disc.close();
    }

    @Test
    void whatTheWalkComesToWasBrought() throws Exception {
        List<FileStatus> files = disc.files(50);
        try (ReadAhead ahead = ReadAhead.of(disc.choices())) {
            ahead.await();
            for (FileStatus file : files) {
                assertThat(ahead.pass(file)).isEqualTo(LENGTH);
            }
        }
    }

    @Test
    void aFileWithSeveralNamesIsBroughtForTheFirst() throws Exception {
        Files.write(disc.folder().resolve("a"), new byte[LENGTH]);
        Files.createLink(disc.folder().resolve("e"), disc.folder().resolve("a"));
        List<FileStatus> files = disc.files(50);
        FileStatus linked = ColdDisc.status(disc.folder(), "a");
        try (ReadAhead ahead = ReadAhead.of(disc.choices())) {
            ahead.await();
            assertThat(ahead.pass(linked)).isEqualTo(LENGTH);
            assertThat(ahead.pass(linked)).isZero();
            assertThat(ahead.pass(files.getFirst())).isEqualTo(LENGTH);
        }
    }

    @Test
    void itWaitsForTheWalkWhenItIsFarAheadAndGoesOnAsTheWalkDoes() throws Exception {
        List<FileStatus> files = disc.files(5_000);
        try (ReadAhead ahead = ReadAhead.of(disc.choices())) {
            while (!ahead.isFarAhead()) {
                Thread.onSpinWait();
            }
            for (FileStatus file : files.subList(0, ReadAhead.FILES_MAX)) {
                assertThat(ahead.isGoing()).isTrue();
                assertThat(ahead.pass(file)).isEqualTo(LENGTH);
            }
            files.subList(ReadAhead.FILES_MAX, files.size()).forEach(ahead::pass);
            ahead.await();
        }
    }

    @Test
    void itGivesUpWhenTheWalkComesToNothingOfIt() throws Exception {
        disc.files(5_000);
        Files.write(place.resolve("elsewhere"), new byte[LENGTH]);
        FileStatus other = ColdDisc.status(place, "elsewhere");
        try (ReadAhead ahead = ReadAhead.of(disc.choices())) {
            while (ahead.isGoing()) {
                ahead.pass(other);
            }
        }
    }
}
