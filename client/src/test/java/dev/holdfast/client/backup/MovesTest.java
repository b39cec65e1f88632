package dev.holdfast.client.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Machine.Made;
import dev.holdfast.client.fixture.Picture;
import dev.holdfast.client.fixture.Wire;
import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known already costs little, wherever it has gone and however it came back. */
class MovesTest {
    private static final int DIRECTORIES = 10;
    private static final int FILES = 120;
    private static final int LARGE = 3 << 20;

    @TempDir Path folder;
    private Machine machine;
    private long contentBytes;

    @BeforeEach
    void makeTenDirectoriesOfTheSameSize() throws IOException {
        machine = new Machine(folder);
        Random random = new Random(1);
        for (int directory = 0; directory < DIRECTORIES; directory++) {
            for (int file = 0; file < FILES; file++) {
                String name = "d%d/sub-%d/file-%d".formatted(directory, file % 7, file);
                write(name, 5_000 + random.nextInt(10_000), random);
            }
            write("d%d/large".formatted(directory), LARGE, random);
        }
    }

    private void write(String name, int length, Random random) throws IOException {
        byte[] content = new byte[length];
        random.nextBytes(content);
        machine.write(name, content);
        contentBytes += length;
    }

    private void assertRestores(Made made) throws IOException {
        assertThat(Picture.of(machine.restore(made.snapshot()).files()))
                .isEqualTo(Picture.of(machine.files()));
    }

    /** A backup, and the bytes that went over the wire for it, there and back. */
    private Made backupOverWire(long bytesMax) throws IOException {
        List<Wire> wires = new ArrayList<>();
        machine.through(inner -> {
            Wire wire = Wire.counting(inner);
            wires.add(wire);
            return wire;
        });
        Made made = machine.backup();
        machine.through(UnaryOperator.identity());
        assertThat(wires).singleElement().extracting(Wire::bytes).isNotEqualTo(0L);
        assertThat(wires.getFirst().bytes()).isLessThanOrEqualTo(bytesMax);
        return made;
    }

    @Test
    void aMovedDirectoryWithATenthOfTheBytesIsNotReadAndNeedsLittleOfTheWire() throws IOException {
        machine.backup();
        Files.createDirectory(machine.file("new"));
        Files.move(machine.file("d3"), machine.file("new/renamed"));
        Made made = backupOverWire(64 << 10);
        assertThat(made.progress().readBytes()).isZero();
        assertThat(made.heard().saved()).isEmpty();
        assertRestores(made);
    }

    @Test
    void aTreeThatIsUnpackedAnewAddsNextToNothing() throws IOException {
        machine.backup();
        String script = "cp -a \"$0\" \"$1\"; rm -r \"$0\"; mv \"$1\" \"$0\"";
        Command copy =
                Command.of(
                        "sh",
                        "-euc",
                        script,
                        machine.files().toString(),
                        folder.resolve("copy").toString());
        CommandResult result =
                CommandResult.of(copy, new CommandResult.Limits(1000, Duration.ofMinutes(1)));
        assertThat(result.exitCode()).as("%s", result.errors()).isZero();
        Made made = machine.backup();
        assertThat(made.progress().readBytes()).isEqualTo(contentBytes);
        assertThat(made.progress().sentBytes()).isLessThan(contentBytes / 200);
        assertRestores(made);
    }

    /** Names on both sides of d0, in the order of the walk. */
    private void linkElsewhere() throws IOException {
        Files.createLink(machine.file("d0/another"), machine.file("d0/large"));
        for (String name : List.of("a/first", "z/last")) {
            Files.createDirectories(machine.file(name).getParent());
            Files.createLink(machine.file(name), machine.file("d0/large"));
        }
    }

    @Test
    void aFileIsNotReadAgainForNamesThatWereLeftOutBefore() throws IOException {
        linkElsewhere();
        machine.filter("- /**/first", "- /**/last").backup();
        Made made = machine.filter().backup();
        assertThat(made.progress().readBytes()).isZero();
        assertThat(machine.saved(made.snapshot(), "a/first").node())
                .isEqualTo(machine.saved(made.snapshot(), "d0/large").node());
        assertRestores(made);
        assertThat(machine.backup().progress().readBytes()).isZero();
    }

    @Test
    void aFileThatWasWrittenToIsReadOnceForAllItsNames() throws IOException {
        linkElsewhere();
        machine.filter("- /**/first", "- /**/last").backup();
        Files.write(machine.file("z/last"), new byte[] {1, 2, 3});
        Made made = machine.filter().backup();
        assertThat(made.progress().readBytes()).isEqualTo(3);
        assertRestores(made);
    }

    @Test
    void aFileThatTakesTheNameOfALinkIsReadThoughTheLinkIsElsewhere() throws IOException {
        linkElsewhere();
        machine.backup();
        Files.delete(machine.file("d0/another"));
        Files.move(machine.file("d1/large"), machine.file("d0/another"));
        Made made = machine.backup();
        assertThat(made.progress().readBytes()).isEqualTo(2L * LARGE);
        assertRestores(made);
    }
}
