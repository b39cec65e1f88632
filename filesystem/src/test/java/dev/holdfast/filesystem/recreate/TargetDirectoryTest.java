package dev.holdfast.filesystem.recreate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.filesystem.recreate.Shortfalls.Kind;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawName;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Node.Coverage;
import dev.holdfast.model.tree.Owner;
import dev.holdfast.model.tree.Times;
import dev.holdfast.model.tree.Xattr;
import dev.holdfast.platform.linux.ThisProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetDirectoryTest {
    private static final RawName NAME = RawName.of("name");
    private static final Timestamp TIME = new Timestamp(1_000_000_000, 5);

    private final Shortfalls shortfalls = new Shortfalls();

    @TempDir Path place;
    private TargetDirectory target;

    @BeforeEach
    void open() throws IOException {
        target = open(Recreation.Existing.REPLACE);
    }

    private TargetDirectory open(Recreation.Existing existing) throws IOException {
        byte[] path = place.toString().getBytes(UTF_8);
        return new Recreation(existing, shortfalls).open(path);
    }

    @AfterEach
    void close() throws IOException {
        target.close();
    }

    @Test
    void fileAppearsOnlyWhenItIsFinished() throws IOException {
        try (TargetFile file = made(target.file(NAME, metadata(0644)))) {
            file.write(0, ByteBuffer.wrap("hello".getBytes(UTF_8)));
            assertThat(place.resolve("name")).doesNotExist();
            assertThat(file.finish(5)).isEqualTo(new Recreated.Made<>(NAME));
            assertThat(place.resolve("name")).hasContent("hello");
        }
        assertThat(names()).containsExactly("name");
    }

    @Test
    void fileThatIsNotFinishedLeavesNothingBehind() throws IOException {
        Files.writeString(place.resolve("name"), "old");
        try (TargetFile file = made(target.file(NAME, metadata(0644)))) {
            file.write(0, ByteBuffer.wrap("new".getBytes(UTF_8)));
        }
        assertThat(names()).containsExactly("name");
        assertThat(place.resolve("name")).hasContent("old");
    }

    @Test
    void unfinishedFileIsItsOwnersAlone() throws IOException {
        try (TargetFile file = made(target.file(NAME, metadata(0777)))) {
            Path temporary = place.resolve(names().getFirst());
            assertThat(Files.getAttribute(temporary, "unix:mode")).isEqualTo(0100600);
            assertThat(file.finish(0)).isInstanceOf(Recreated.Made.class);
        }
        assertThat(Files.getAttribute(place.resolve("name"), "unix:mode")).isEqualTo(0100777);
    }

    @Test
    void finishCutsAndExtends() throws IOException {
        try (TargetFile file = made(target.file(NAME, metadata(0644)))) {
            file.write(10, ByteBuffer.wrap("hello".getBytes(UTF_8)));
            assertThat(file.finish(12)).isInstanceOf(Recreated.Made.class);
        }
        assertThat(place.resolve("name")).hasContent("\0".repeat(10) + "he");
    }

    @Test
    void leftoversOfACutOffRestoreDoNotDisturb() throws IOException {
        Files.createDirectory(place.resolve(Recreation.TEMPORARY_PREFIX + "1"));
        Files.createSymbolicLink(
                place.resolve(Recreation.TEMPORARY_PREFIX + "2"), place.resolve("elsewhere"));
        try (TargetFile file = made(target.file(NAME, metadata(0644)))) {
            assertThat(file.finish(1)).isInstanceOf(Recreated.Made.class);
        }
        assertThat(place.resolve("elsewhere")).doesNotExist();
        assertThat(names()).contains("name").hasSize(3);
    }

    @Test
    void directoryThatExistsIsGoneOnWith() throws IOException {
        Files.createDirectories(place.resolve("name/inner"));
        try (TargetDirectory inner = made(target.directory(NAME))) {
            assertThat(inner.existed()).isTrue();
        }
        assertThat(place.resolve("name/inner")).exists();
    }

    @Test
    void newDirectoryIsPrivateUntilItIsFinished() throws IOException {
        try (TargetDirectory inner = made(target.directory(NAME))) {
            assertThat(inner.existed()).isFalse();
            Path path = place.resolve("name");
            assertThat(Files.getAttribute(path, "unix:mode")).isEqualTo(040700);
            inner.finish(metadata(0755));
            assertThat(Files.getAttribute(path, "unix:mode")).isEqualTo(040755);
            assertThat(Files.getLastModifiedTime(path).toInstant()).isEqualTo(TIME.toInstant());
        }
    }

    @Test
    void symbolicLinkToADirectoryIsReplacedAndNotFollowed() throws IOException {
        Files.createDirectory(place.resolve("other"));
        Files.createSymbolicLink(place.resolve("name"), Path.of("other"));
        try (TargetDirectory inner = made(target.directory(NAME));
                TargetFile file = made(inner.file(NAME, metadata(0644)))) {
            assertThat(file.finish(0)).isInstanceOf(Recreated.Made.class);
        }
        assertThat(place.resolve("other")).isEmptyDirectory();
        assertThat(place.resolve("name/name")).exists();
        assertThat(Files.isSymbolicLink(place.resolve("name"))).isFalse();
    }

    @Test
    void whatIsMadeStaysInTheOpenDirectoryWhateverIsPutInItsPlace() throws IOException {
        Files.createDirectory(place.resolve("other"));
        try (TargetDirectory inner = made(target.directory(NAME))) {
            Files.move(place.resolve("name"), place.resolve("moved"));
            Files.createSymbolicLink(place.resolve("name"), Path.of("other"));
            Node link = new Node.SymbolicLink(Bytes.utf8("x"));
            assertThat(inner.special(RawName.of("link"), metadata(0777), link))
                    .isInstanceOf(Recreated.Made.class);
        }
        assertThat(place.resolve("other")).isEmptyDirectory();
        assertThat(Files.isSymbolicLink(place.resolve("moved/link"))).isTrue();
    }

    @Test
    void hardLinkReplacesAnotherFileAndItself() throws IOException {
        RawName other = RawName.of("other");
        Files.writeString(place.resolve("name"), "content");
        Files.writeString(place.resolve("other"), "old");
        assertThat(target.link(other, target, NAME)).isEqualTo(new Recreated.Made<>(other));
        assertThat(target.link(other, target, NAME)).isEqualTo(new Recreated.Made<>(other));
        assertThat(place.resolve("other")).hasContent("content");
        assertThat(names()).containsExactlyInAnyOrder("name", "other");
    }

    @Test
    void hardLinkToWhatIsNotThereIsRefused() throws IOException {
        assertThat(target.link(RawName.of("other"), target, NAME))
                .isInstanceOf(Recreated.Refused.class);
        assertThat(names()).isEmpty();
    }

    @Test
    void regularFilesAndDirectoriesAreNotSpecial() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        target.special(
                                NAME, metadata(0644), new Node.RegularFile(0, Content.EMPTY)));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        target.special(
                                NAME,
                                metadata(0755),
                                new Node.Directory(null, Coverage.WHOLE, null)));
    }

    @Test
    void fileThatAppearsMeanwhileIsKeptIfFilesAreKept() throws IOException {
        try (TargetDirectory keeping = open(Recreation.Existing.KEEP);
                TargetFile file = made(keeping.file(NAME, metadata(0644)))) {
            Files.writeString(place.resolve("name"), "sudden");
            assertThat(file.finish(3)).isEqualTo(new Recreated.Kept<>());
        }
        assertThat(place.resolve("name")).hasContent("sudden");
        assertThat(names()).containsExactly("name");
    }

    @Test
    void removalTakesATreeAndLeavesWhatLinksLeadTo() throws IOException {
        Files.createDirectories(place.resolve("name/a/b/c"));
        Files.createDirectories(place.resolve("other/kept"));
        Files.createSymbolicLink(place.resolve("name/a/link"), place.resolve("other"));
        Files.writeString(place.resolve("name/a/b/file"), "x");
        assertThat(target.remove(NAME)).isEqualTo(new Recreated.Made<>(NAME));
        assertThat(names()).containsExactly("other");
        assertThat(place.resolve("other/kept")).exists();
    }

    @Test
    void removalOfNothingIsRefused() throws IOException {
        assertThat(target.remove(NAME))
                .isEqualTo(
                        new Recreated.Refused<>(
                                "cannot stat name: no such file or directory (ENOENT)"));
    }

    @Test
    void whatExistsCanBeLookedAt() throws IOException {
        Files.writeString(place.resolve("name"), "12345");
        try (SourceDirectory existing = target.look()) {
            assertThat(TreeCopy.found(existing.status(NAME)).size()).isEqualTo(5);
        }
    }

    @Test
    void attributeThatTheFileSystemDoesNotTakeIsNotedAndTheRestIsSet() throws IOException {
        Xattr odd = new Xattr(Bytes.utf8("odd.attribute"), Bytes.utf8("1"));
        try (TargetFile file = made(target.file(NAME, metadata(0640, odd)))) {
            assertThat(file.finish(0)).isInstanceOf(Recreated.Made.class);
        }
        assertThat(shortfalls.all())
                .singleElement()
                .satisfies(shortfall -> {
                    assertThat(shortfall.kind()).isEqualTo(Kind.XATTR);
                    assertThat(shortfall.count()).isEqualTo(1);
                    assertThat(shortfall.examples().getFirst()).contains("odd.attribute");
                });
        assertThat(Files.getLastModifiedTime(place.resolve("name")).toInstant())
                .isEqualTo(TIME.toInstant());
    }

    @Test
    void withoutRootOwnersFallShortAndSetUserIdBitsWithThem() throws IOException {
        Assumptions.assumeFalse(ThisProcess.user() == 0, "root sets every owner");
        Metadata foreign =
                new Metadata(
                        06755, new Owner(0, 0), new Times(TIME, TIME, null), 1, 1, 0, List.of());
        for (String name : List.of("a", "b")) {
            try (TargetFile file = made(target.file(RawName.of(name), foreign))) {
                assertThat(file.finish(0)).isInstanceOf(Recreated.Made.class);
            }
            assertThat(Files.getAttribute(place.resolve(name), "unix:mode")).isEqualTo(0100755);
        }
        assertThat(shortfalls.all())
                .extracting(Shortfalls.Shortfall::kind, Shortfalls.Shortfall::count)
                .containsExactly(tuple(Kind.OWNER, 2L), tuple(Kind.PERMISSIONS, 2L));
    }

    @Test
    void withoutRootDevicesAreRefused() throws IOException {
        Assumptions.assumeFalse(ThisProcess.user() == 0, "root makes devices");
        Node device = new Node.Device(Node.DeviceType.CHARACTER, 1, 3);
        assertThat(target.special(NAME, metadata(0666), device))
                .isInstanceOf(Recreated.Refused.class);
        assertThat(names()).isEmpty();
    }

    @Test
    void examplesOfAShortfallAreFewAndTheCountIsExact() {
        for (int i = 0; i < 1000; i++) {
            shortfalls.add(Kind.OWNER, "number " + i);
        }
        Shortfalls.Shortfall only = shortfalls.all().getFirst();
        assertThat(only.count()).isEqualTo(1000);
        assertThat(only.examples()).hasSize(3).startsWith("number 0");
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Metadata metadata(int mode, Xattr... xattrs) {
        Owner own = new Owner(ThisProcess.user(), ThisProcess.group());
        Times times = new Times(TIME, TIME, null);
        return new Metadata(mode, own, times, 1, 1, 0, List.of(xattrs));
    }

    private static <T> T made(Recreated<T> recreated) {
        if (recreated instanceof Recreated.Made<T>(T value)) {
            return value;
        }
        throw new AssertionError(recreated);
    }
}
