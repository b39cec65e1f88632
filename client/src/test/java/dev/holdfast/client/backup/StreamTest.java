package dev.holdfast.client.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Machine.Made;
import dev.holdfast.client.fixture.Wire;
import dev.holdfast.client.stream.CommandOutput;
import dev.holdfast.client.stream.Source;
import dev.holdfast.client.stream.StandardInput;
import dev.holdfast.client.stream.StreamedFile;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Node;
import dev.holdfast.platform.linux.ThisProcess;
import dev.holdfast.platform.process.Command;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program writes is saved as a file, all of it or nothing. */
@Timeout(60)
class StreamTest {
    private static final String NAME = "dumps/db.sql";
    private static final RawPath PATH = RawPath.of(NAME);

    @TempDir Path folder;
    private Machine machine;

    @BeforeEach
    void begin() throws IOException {
        machine = new Machine(folder).series(StreamedFile.series(PATH));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private Made pipe(byte[] bytes) throws IOException {
        Source source = new StandardInput(new ByteArrayInputStream(bytes));
        return machine.stream(new StreamedFile(PATH, source)).backup();
    }

    private Made command(String script) throws IOException {
        return machine.stream(new StreamedFile(PATH, shell(script, new ArrayList<>()))).backup();
    }

    private static Source shell(String script, List<String> said) {
        return new CommandOutput(Command.of("sh", "-c", script), said::add);
    }

    private Path restored(Snapshot snapshot) throws IOException {
        Path target = Files.createTempDirectory(folder, "restored-");
        assertThat(machine.restoreTo(target, snapshot, Path.of("/")).failed()).isEmpty();
        return target.resolve(NAME);
    }

    private void assertNothingSaved() throws IOException {
        try (Stream<Path> list = Files.list(machine.vault().resolve("snapshots"))) {
            assertThat(list).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 65, 65_536, 4_194_304, 4_194_305, 20_000_000})
    void whatComesOnStandardInputComesBackAsAFile(int length) throws IOException {
        Made made = pipe(random(length));
        Path file = restored(made.snapshot());
        assertThat(Files.readAllBytes(file)).isEqualTo(random(length));
        assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo("2100-01-01T00:00:00Z");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo((int) ThisProcess.user());
        assertThat(made.progress().readBytes()).isEqualTo(length);
        assertThat(made.result().root().totals().bytes()).isEqualTo(length);
        assertThat(made.result().root().totals().entries()).isEqualTo(3);
    }

    @Test
    void theSameAgainIsReadAndNotSent() throws IOException {
        pipe(random(9_000_000));
        Made second = pipe(random(9_000_000));
        assertThat(second.progress().readBytes()).isEqualTo(9_000_000);
        assertThat(second.progress().sentBytes()).isLessThan(10_000);
        assertThat(second.result().root().lineage().sequence()).isEqualTo(2);
        assertThat(second.heard().warnings()).isEmpty();
        assertThat(restored(second.snapshot())).hasBinaryContent(random(9_000_000));
    }

    @Test
    void emptyStandardInputIsNotSaved() throws IOException {
        assertThatThrownBy(() -> pipe(new byte[0]))
                .hasMessage("standard input is empty: nothing was saved");
        assertNothingSaved();
    }

    @Test
    void whatACommandWritesIsSavedWhenItSucceeds() throws IOException {
        List<String> said = new ArrayList<>();
        Source source = shell("echo half; echo done >&2; echo whole", said);
        Made made = machine.stream(new StreamedFile(PATH, source)).backup();
        assertThat(restored(made.snapshot())).hasContent("half\nwhole\n");
        assertThat(said).containsExactly("done");
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo half; exit 7", "exit 7", "echo half; kill -9 $$", "kill -9 $$"})
    void nothingOfACommandThatFailsIsSaved(String script) throws IOException {
        assertThatThrownBy(() -> command(script))
                .hasMessageMatching("sh ended with exit code (7|137): nothing was saved");
        assertNothingSaved();
    }

    @Test
    void aCommandThatSucceedsMayWriteNothing() throws IOException {
        assertThat(restored(command("true").snapshot())).isEmptyFile();
    }

    @Test
    void aCommandThatCannotBeStartedSavesNothing() throws IOException {
        Source missing =
                new CommandOutput(new Command(List.of("no-such-program"), Map.of()), line -> {});
        assertThatThrownBy(() -> machine.stream(new StreamedFile(PATH, missing)).backup())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no-such-program");
        assertNothingSaved();
    }

    /** The first connection ends after so many bytes were sent. */
    private List<Integer> breakOnceAfter(long bytes) {
        List<Integer> tries = new ArrayList<>();
        machine.through(inner -> {
            tries.add(1);
            return tries.size() == 1 ? Wire.breakingAfterSending(bytes, inner) : inner;
        });
        return tries;
    }

    private Made retried(Source source) throws IOException {
        try {
            return machine.stream(new StreamedFile(PATH, source))
                    .backup(
                            new Backup.Retries(
                                    1, Duration.ZERO, (wait, why) -> machine.closeServers()));
        } finally {
            machine.through(UnaryOperator.identity());
        }
    }

    @Test
    void aCommandIsRunAgainWhenTheConnectionIsLost() throws IOException {
        List<Integer> tries = breakOnceAfter(2_000_000);
        Path large = machine.write("large", random(9_000_000));
        Made made = retried(shell("cat '%s'".formatted(large), new ArrayList<>()));
        assertThat(tries).hasSize(2);
        assertThat(restored(made.snapshot())).hasBinaryContent(random(9_000_000));
    }

    @Test
    void aPipeIsNotTriedAgainOnceItIsRead() throws IOException {
        List<Integer> tries = breakOnceAfter(2_000_000);
        Source source = new StandardInput(new ByteArrayInputStream(random(9_000_000)));
        assertThatThrownBy(() -> retried(source)).isInstanceOf(IOException.class);
        assertThat(tries).hasSize(1);
        assertNothingSaved();
    }

    @Test
    void aPipeThatWasNotReadYetIsTriedAgain() throws IOException {
        List<Integer> tries = breakOnceAfter(10);
        Source source = new StandardInput(new ByteArrayInputStream(random(9_000)));
        Made made = retried(source);
        assertThat(tries).hasSize(2);
        assertThat(restored(made.snapshot())).hasBinaryContent(random(9_000));
    }

    @Test
    void theSnapshotSaysWhatWasAskedAndHasNoMounts() throws IOException {
        Made made = pipe(random(10));
        assertThat(made.result().root().rules().asked())
                .singleElement()
                .asString()
                .isEqualTo("/" + NAME);
        assertThat(made.result().root().mounts()).isEmpty();
        assertThat(made.result().root().top().directory())
                .extracting(Node.Directory::coverage)
                .isEqualTo(Node.Coverage.PASSAGE);
    }
}
