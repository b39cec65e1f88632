package dev.holdfast.client.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.platform.linux.ThisProcess;
import dev.holdfast.platform.linux.ThisThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Beside a walk through a directory of which nothing is in memory. */
@Timeout(120)
class InodesAheadTest {
    private static final int COUNT = 8_000;
    private static final int LEAD = 1_000;

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

    /** What the disc has to read for a walk, in blocks. */
    private long read(int from, int to) throws IOException {
        long before = ThisThread.blocksRead();
        for (int i = from; i < to; i++) {
            ColdDisc.status(disc.folder(), ColdDisc.name(i));
        }
        return ThisThread.blocksRead() - before;
    }

    @Test
    void aWalkThatComesAfterItReadsNothingFromTheDisc() throws Exception {
        disc.files(COUNT);
        disc.forget();
        try (InodesAhead ahead = InodesAhead.of(disc.choices())) {
            ahead.await();
            assertThat(read(0, COUNT)).isZero();
        }
        disc.forget();
        assertThat(read(0, COUNT)).as("without it").isPositive();
    }

    @Test
    void itWaitsForTheWalkWhenItIsFarAheadAndGoesOnAsTheWalkDoes() throws Exception {
        List<FileStatus> files = disc.files(COUNT);
        disc.forget();
        try (InodesAhead ahead = InodesAhead.of(disc.choices(), LEAD)) {
            while (!ahead.isFarAhead()) {
                Thread.onSpinWait();
            }
            assertThat(read(COUNT / 2, COUNT / 2 + 1)).isPositive();
            files.forEach(ahead::pass);
            files.forEach(ahead::pass); // of so few each of the two threads meets all
            ahead.await();
            assertThat(read(0, COUNT)).isZero();
        }
    }
}
