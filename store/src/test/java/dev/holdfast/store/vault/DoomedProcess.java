package dev.holdfast.store.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** The {@code main} of a class on a folder, in a process that works on until it is killed. */
record DoomedProcess(Process process) {
    static DoomedProcess start(Class<?> worker, Path folder) throws IOException {
        return new DoomedProcess(
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                worker.getName(),
                                folder.toString())
                        .inheritIO()
                        .start());
    }

    /** At any moment; it must not have ended by itself. */
    void killWithin(Duration time, Random random) throws InterruptedException {
        process.waitFor(random.nextLong(time.toMillis()), TimeUnit.MILLISECONDS);
        assertThat(process.isAlive()).isTrue();
        process.destroyForcibly().waitFor();
    }
}
