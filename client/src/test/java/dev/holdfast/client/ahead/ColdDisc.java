package dev.holdfast.client.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.filter.Filter;
import dev.holdfast.client.selection.Choices;
import dev.holdfast.filesystem.capture.Captured;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A real ext4 of which the kernel can be made to forget everything. */
final class ColdDisc implements AutoCloseable {
    /** Of each file. */
    static final int LENGTH = 100;

    private static final CommandResult.Limits LIMITS =
            new CommandResult.Limits(1 << 20, Duration.ofMinutes(1));

    private final Path place;

    private ColdDisc(Path place) {
        this.place = place;
    }

    /** Mounted in a folder. */
    static ColdDisc in(Path place) throws IOException {
        ColdDisc disc = new ColdDisc(place);
        disc.shell("truncate -s 100M image; mkfs.ext4 -q -N 10000 image; mkdir disc");
        disc.shell("mount image disc; rmdir disc/lost+found");
        return disc;
    }

    private void shell(String script) throws IOException {
        Command command = Command.of("sh", "-euc", "cd '%s'\n%s".formatted(place, script));
        CommandResult result = CommandResult.of(command, LIMITS);
        assertThat(result.exitCode()).as("%s", result.errors()).isZero();
    }

    Path folder() {
        return place.resolve("disc");
    }

    /** All of it. */
    Choices choices() {
        RawPath path = RawPath.of(bytes(folder()));
        return new Choices(List.of(path), List.of(), Filter.NONE, Set.of());
    }

    /** Files in the order of their names; their inodes are in memory, their content is not. */
    List<FileStatus> files(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Files.write(folder().resolve(name(i)), new byte[LENGTH]);
        }
        forget();
        List<FileStatus> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(status(folder(), name(i)));
        }
        return files;
    }

    static String name(int number) {
        return "f%05d".formatted(number);
    }

    /** Nothing of it is in memory any more. */
    void forget() throws IOException {
        shell("umount disc; mount image disc");
    }

    static FileStatus status(Path folder, String name) throws IOException {
        try (SourceDirectory directory = found(SourceDirectory.open(bytes(folder)))) {
            return found(directory.status(RawName.of(name)));
        }
    }

    private static byte[] bytes(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static <T> T found(Captured<T> captured) throws IOException {
        return captured.found().orElseThrow();
    }

    @Override
    public void close() throws IOException {
        shell("umount disc");
    }
}
