package dev.holdfast.server.slots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.platform.durable.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server and the launcher tell each other in the folder of slots. */
class SlotsTest {
    @TempDir Path folder;
    private Volume root;

    @BeforeEach
    void open() throws IOException {
        root = Volume.on(folder);
    }

    private Path file(String name) {
        return folder.resolve("slots").resolve(name);
    }

    @Test
    void whatTheLauncherKnowsByItselfIsNotWritten() throws IOException {
        Slots.STANDARD.publish(root);
        assertThat(folder).isEmptyDirectory();
        new Slots(5, 70).publish(root);
        assertThat(file("limits")).hasContent("5 70\n");
        Slots.STANDARD.publish(root);
        assertThat(file("limits")).hasContent("4 64\n");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "65, 1", "1, 0", "1, 1001"})
    void impossibleNumbersAreRefused(int ofEach, int ofAll) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Slots(ofEach, ofAll));
    }

    @Test
    void whoeverWasSentAwayIsCountedOnce() throws IOException {
        Files.createDirectories(file(""));
        Files.writeString(file("00ff.away"), ".........");
        Files.writeString(file("server.away"), "..........");
        Files.writeString(file("00ff.1"), "");
        assertThat(SentAway.take(root))
                .containsExactly(new SentAway("00ff", 9), new SentAway("server", 10));
        assertThat(SentAway.take(root)).isEmpty();
        assertThat(new SentAway("00ff", 9).isOften()).isFalse();
        assertThat(new SentAway("server", 10).isOften()).isTrue();
        assertThat(new SentAway("00ff", 9).sentence("web1"))
                .isEqualTo("sent away 9 times: web1 had as many connections as it may have");
        assertThat(file("00ff.1")).exists();
        Slots.forget(root, "00ff");
        assertThat(file("")).isEmptyDirectory();
    }
}
