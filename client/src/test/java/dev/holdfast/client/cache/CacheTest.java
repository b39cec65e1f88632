package dev.holdfast.client.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.codec.key.RootSecret;
import dev.holdfast.codec.local.LocalBox;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.Kind;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Owner;
import dev.holdfast.model.tree.Times;
import dev.holdfast.model.tree.Xattr;
import dev.holdfast.testkit.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheTest {
    private static final FileSystemId DISC = new FileSystemId("ext4", "1234", 0);
    private static final FileSystemId OTHER_DISC = new FileSystemId("ext4", "5678", 0);
    private static final ObjectId ROOT = Records.id(1);
    private static final PlainObject PLAIN =
            new PlainObject(Kind.ROOT, List.of(ROOT), new byte[] {1, 2});
    private static final Bytes DIGEST = Bytes.copyOf(new byte[Extent.Slice.DIGEST_SIZE]);

    @TempDir Path folder;
    private Path file;
    private final LocalBox box =
            new LocalBox(
                    RootSecret.of(new byte[RootSecret.SIZE]).sealingKeys(List.of()).cache(),
                    new SecureRandom());

    @BeforeEach
    void begin() {
        file = folder.resolve("cache");
    }

    private static Metadata metadata(long inode, List<Xattr> xattrs) {
        Timestamp modified = new Timestamp(1_000, 1);
        Timestamp changed = new Timestamp(2_000, 999_999_999);
        Times times = new Times(modified, changed, null);
        return new Metadata(0644, new Owner(1, 2), times, inode, 1, 0, xattrs);
    }

    private static Entry entry(String name, long inode, Node node) {
        return new Entry(RawName.of(name), metadata(inode, List.of()), node);
    }

    private static Entry directory(String name, long inode) {
        return entry(name, inode, new Node.Directory(null, Node.Coverage.WHOLE, null));
    }

    private static Entry file(String name, long inode) {
        return entry(name, inode, new Node.RegularFile(0, Content.EMPTY));
    }

    static List<Entry> entriesOfAllKinds() {
        Extent.Slice own = new Extent.Slice(Records.id(5), 0, 700, null);
        Extent.Slice shared = new Extent.Slice(Records.id(6), 100, 800, DIGEST);
        Bytes tiny = Bytes.utf8("tiny");
        return List.of(
                file("empty", -1),
                linked("linked", 14),
                entry("inline", 2, new Node.RegularFile(4, new Content.Inline(tiny))),
                entry("shared", 3, new Node.RegularFile(800, new Content.Extents(List.of(shared)))),
                entry(
                        "two",
                        4,
                        new Node.RegularFile(1_500, new Content.Extents(List.of(shared, own)))),
                entry(
                        "hole",
                        5,
                        new Node.RegularFile(9, new Content.Extents(List.of(new Extent.Hole(9))))),
                entry(
                        "listed",
                        6,
                        new Node.RegularFile(
                                1L << 50, new Content.Listed(1L << 50, Records.id(7)))),
                entry("unfinished", 7, new Node.RegularFile(10, new Content.Inline(tiny))),
                entry("link", 8, new Node.SymbolicLink(Bytes.utf8("to"))),
                entry("fifo", 9, new Node.Fifo()),
                entry("socket", 10, new Node.Socket()),
                entry("device", 11, new Node.Device(Node.DeviceType.BLOCK, 8, 1)),
                directory("directory", 12),
                entry(
                        "mount",
                        Long.MIN_VALUE,
                        new Node.Directory(null, Node.Coverage.PASSAGE, OTHER_DISC)),
                directory("n".repeat(255), 13));
    }

    @ParameterizedTest
    @MethodSource("entriesOfAllKinds")
    void aCachedEntryIsTheEntry(Entry entry) throws IOException {
        CachedEntry cached = CachedEntry.parse(CachedEntry.of(entry).bytes());
        assertThat(cached.entry()).isEqualTo(entry);
        assertThat(cached.name()).isEqualTo(entry.name());
        assertThat(cached.inode()).isEqualTo(entry.metadata().inode());
        assertThat(cached.modified()).isEqualTo(entry.metadata().times().modified());
        assertThat(cached.changed()).isEqualTo(entry.metadata().times().changed());
        assertThat(cached.isDirectory()).isEqualTo(entry.node() instanceof Node.Directory);
        assertThat(cached.isFile()).isEqualTo(entry.node() instanceof Node.RegularFile);
        assertThat(cached.isWhole()).isEqualTo(!entry.name().toString().equals("unfinished"));
        assertThat(cached.isLinked()).isEqualTo(entry.name().toString().equals("linked"));
        long size = entry.node() instanceof Node.RegularFile regular ? regular.size() : 0;
        assertThat(cached.size()).isEqualTo(size);
    }

    @Test
    void aDoubtfulEntryWasNeverChangedWhenItsFileWas() throws IOException {
        for (Entry entry : entriesOfAllKinds()) {
            CachedEntry cached = CachedEntry.doubtful(entry);
            assertThat(cached.entry()).isEqualTo(entry);
            assertThat(cached.changed()).isNotEqualTo(entry.metadata().times().changed());
        }
    }

    @Test
    void onlyASliceAloneOfASharedChunkIsShared() throws IOException {
        for (Entry entry : entriesOfAllKinds()) {
            CachedEntry cached = CachedEntry.parse(CachedEntry.of(entry).bytes());
            if (entry.name().toString().equals("shared")) {
                assertThat(cached.sharedSlice())
                        .isEqualTo(new CachedEntry.SharedSlice(Records.id(6), 800));
                assertThat(cached.references()).containsExactly(Records.id(6));
            } else {
                assertThat(cached.sharedSlice()).isNull();
            }
        }
    }

    private void write(ObjectId root, Map<ObjectId, SharedUse> shared) throws IOException {
        try (CacheWriter writer = CacheWriter.replace(file, box)) {
            writer.begin(CachedEntry.of(directory("top", 1)), DISC);
            writer.leaf(CachedEntry.of(file("a", 2)));
            writer.begin(CachedEntry.of(directory("b", 3)), DISC);
            writer.begin(CachedEntry.of(directory("c", 4)), OTHER_DISC);
            writer.leaf(CachedEntry.of(file("d", 5)));
            writer.end(Records.id(10));
            writer.end(Records.id(11));
            writer.begin(CachedEntry.of(directory("e", 6)), DISC);
            writer.end(null);
            writer.leaf(CachedEntry.of(file("f", 7)));
            writer.end(Records.id(12));
            writer.commit(root, PLAIN, shared);
        }
    }

    private CacheFile open() throws IOException {
        return CacheFile.open(file, box, ROOT).orElseThrow();
    }

    private static String words(CacheToken token) {
        return switch (token) {
            case CacheToken.Begin(CachedEntry entry, long _) -> "begin " + entry.name();
            case CacheToken.Leaf(CachedEntry entry) -> "leaf " + entry.name();
            case CacheToken.End(var tree) -> "end " + (tree != null);
        };
    }

    private static List<String> all(CacheCursor cursor) throws IOException {
        List<String> words = new ArrayList<>();
        int depth = 0;
        do {
            CacheToken token = cursor.next();
            words.add(words(token));
            depth +=
                    switch (token) {
                        case CacheToken.Begin _ -> 1;
                        case CacheToken.Leaf _ -> 0;
                        case CacheToken.End _ -> -1;
                    };
        } while (depth > 0);
        return words;
    }

    @Test
    void tokensComeInTheOrderInWhichTheyWent() throws IOException {
        write(ROOT, Map.of());
        try (CacheFile cache = open()) {
            assertThat(all(cache.cursor()))
                    .containsExactly(
                            "begin top",
                            "leaf a",
                            "begin b",
                            "begin c",
                            "leaf d",
                            "end true",
                            "end true",
                            "begin e",
                            "end false",
                            "leaf f",
                            "end true");
        }
    }

    @Test
    void skippingADirectoryGoesBehindItsEnd() throws IOException {
        write(ROOT, Map.of());
        try (CacheFile cache = open()) {
            CacheCursor cursor = cache.cursor();
            cursor.next();
            cursor.skip();
            assertThat(words(cursor.peek())).isEqualTo("begin b");
            cursor.skip();
            assertThat(words(cursor.peek())).isEqualTo("begin e");
            assertThat(words(cursor.next())).isEqualTo("begin e");
            assertThat(words(cursor.next())).isEqualTo("end false");
            assertThat(words(cursor.next())).isEqualTo("leaf f");
        }
    }

    @Test
    void aDirectoryIsFoundByItsInodeAndFileSystem() throws IOException {
        write(ROOT, Map.of());
        try (CacheFile cache = open()) {
            assertThat(all(cache.cursor(cache.find(OTHER_DISC, 4).orElseThrow())))
                    .containsExactly("begin c", "leaf d", "end true");
            assertThat(all(cache.cursor(cache.find(DISC, 3).orElseThrow()))).hasSize(5);
            assertThat(cache.find(DISC, 4)).isEmpty();
            assertThat(cache.find(DISC, 2)).isEmpty();
        }
    }

    private static Entry linked(String name, long inode) {
        Metadata one = metadata(inode, List.of());
        Metadata two =
                new Metadata(one.mode(), one.owner(), one.times(), inode, 2, 0, one.xattrs());
        return new Entry(RawName.of(name), two, new Node.RegularFile(0, Content.EMPTY));
    }

    @Test
    void aFileWithSeveralNamesIsFoundByItsInodeAndFileSystem() throws IOException {
        try (CacheWriter writer = CacheWriter.replace(file, box)) {
            writer.begin(CachedEntry.of(directory("top", 1)), DISC);
            writer.begin(CachedEntry.of(directory("b", 2)), OTHER_DISC);
            writer.leaf(CachedEntry.of(linked("c", 5)));
            writer.end(null);
            writer.leaf(CachedEntry.of(file("d", 6)));
            writer.leaf(CachedEntry.of(linked("e", 7)));
            writer.leaf(CachedEntry.of(linked("f", 7)));
            writer.end(null);
            writer.commit(ROOT, PLAIN, Map.of());
        }
        try (CacheFile cache = open()) {
            assertThat(cache.linked(OTHER_DISC, 5).orElseThrow().entry()).isEqualTo(linked("c", 5));
            assertThat(cache.linked(DISC, 7).orElseThrow().inode()).isEqualTo(7);
            assertThat(cache.linked(DISC, 5)).isEmpty();
            assertThat(cache.linked(DISC, 6)).isEmpty();
            assertThat(cache.linked(OTHER_DISC, 2)).isEmpty();
            assertThat(cache.find(DISC, 7)).isEmpty();
        }
    }

    @Test
    void theUseOfSharedChunksIsRemembered() throws IOException {
        Map<ObjectId, SharedUse> shared = new LinkedHashMap<>();
        shared.put(Records.id(20), new SharedUse(1_000, 499, 7));
        shared.put(Records.id(21), new SharedUse(1_000, 500, Long.MAX_VALUE));
        write(ROOT, shared);
        try (CacheFile cache = open()) {
            assertThat(cache.sharedChunks()).isEqualTo(shared);
        }
    }

    @Test
    void aCacheOfMillionsOfSharedChunksCanBeRead() throws IOException {
        Map<ObjectId, SharedUse> shared = new LinkedHashMap<>();
        for (int i = 0; i < 1_000_000; i++) {
            shared.put(Records.id(i), new SharedUse(i, i / 3, i));
        }
        write(ROOT, shared);
        try (CacheFile cache = open()) {
            assertThat(cache.sharedChunks()).hasSize(1_000_000);
        }
    }

    @Test
    void manyBlocksAreReadOnAndEveryDirectoryIsFound() throws IOException {
        int count = 20_000;
        try (CacheWriter writer = CacheWriter.replace(file, box)) {
            writer.begin(CachedEntry.of(directory("top", 1)), DISC);
            for (int i = 0; i < count; i++) {
                writer.begin(CachedEntry.of(directory("d%06d".formatted(i), 100 + i)), DISC);
                writer.leaf(CachedEntry.of(file("x", 1_000_000 + i)));
                writer.end(Records.id(i));
            }
            writer.end(null);
            writer.commit(ROOT, PLAIN, Map.of());
        }
        assertThat(Files.size(file)).isGreaterThan(CacheFormat.BLOCK_SIZE);
        try (CacheFile cache = open()) {
            assertThat(all(cache.cursor())).hasSize(2 + 3 * count);
            for (int i = 0; i < count; i += 371) {
                CacheCursor cursor = cache.cursor(cache.find(DISC, 100 + i).orElseThrow());
                assertThat(words(cursor.next())).isEqualTo("begin d%06d".formatted(i));
            }
        }
    }

    /** Incompressible, so that the block on disc is large too. */
    private static Entry heavy(String name, long inode, int bytes) {
        List<Xattr> xattrs = new ArrayList<>();
        Random random = new Random(inode);
        for (int left = bytes; left > 0; left -= Xattr.VALUE_LENGTH_MAX) {
            byte[] value = new byte[Math.min(left, Xattr.VALUE_LENGTH_MAX)];
            random.nextBytes(value);
            String key = "user.%04d".formatted(xattrs.size());
            xattrs.add(new Xattr(Bytes.utf8(key), Bytes.copyOf(value)));
        }
        return new Entry(
                RawName.of(name),
                metadata(inode, xattrs),
                new Node.Directory(null, Node.Coverage.WHOLE, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {200_000, 262_000, 300_000, 600_000, 4_000_000})
    void aDirectoryLargerThanABlockIsFoundToo(int bytes) throws IOException {
        try (CacheWriter writer = CacheWriter.replace(file, box)) {
            writer.begin(CachedEntry.of(directory("top", 1)), DISC);
            for (int i = 0; i < 500; i++) {
                writer.leaf(CachedEntry.of(file("a%03d".formatted(i), 2)));
            }
            for (int i = 0; i < 3; i++) {
                writer.begin(CachedEntry.of(heavy("b" + i, 10 + i, bytes)), DISC);
                writer.leaf(CachedEntry.of(file("in", 20 + i)));
                writer.end(null);
            }
            writer.end(null);
            writer.commit(ROOT, PLAIN, Map.of());
        }
        try (CacheFile cache = open()) {
            assertThat(all(cache.cursor())).hasSize(2 + 500 + 9);
            for (int i = 0; i < 3; i++) {
                assertThat(all(cache.cursor(cache.find(DISC, 10 + i).orElseThrow())))
                        .containsExactly("begin b" + i, "leaf in", "end false");
            }
        }
    }

    @Test
    void theCacheOfAnotherRootIsNone() throws IOException {
        write(Records.id(2), Map.of());
        assertThat(CacheFile.open(file, box, ROOT)).isEmpty();
        assertThat(CacheFile.open(folder.resolve("none"), box, ROOT)).isEmpty();
    }

    @Test
    void aCacheUnderAnotherKeyIsNone() throws IOException {
        write(ROOT, Map.of());
        byte[] other = new byte[RootSecret.SIZE];
        other[0] = 1;
        LocalBox stranger =
                new LocalBox(
                        RootSecret.of(other).sealingKeys(List.of()).cache(), new SecureRandom());
        assertThat(CacheFile.open(file, stranger, ROOT)).isEmpty();
    }

    @Test
    void anUnfinishedCacheLeavesTheOldOne() throws IOException {
        write(ROOT, Map.of());
        try (CacheWriter writer = CacheWriter.replace(file, box)) {
            writer.begin(CachedEntry.of(directory("top", 1)), DISC);
        }
        try (CacheFile cache = open()) {
            assertThat(all(cache.cursor())).hasSize(11);
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void onlyItsOwnerReadsIt() throws IOException {
        write(ROOT, Map.of());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    /** What a reader makes of the bytes: all tokens, or none. */
    private Optional<List<String>> read() throws IOException {
        Optional<CacheFile> opened = CacheFile.open(file, box, ROOT);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (CacheFile cache = opened.get()) {
            return Optional.of(all(cache.cursor()));
        } catch (DamagedCacheException damaged) {
            return Optional.empty();
        }
    }

    @Test
    void aCacheWithAnyBitFlippedIsVoidAndNeverWrong() throws IOException {
        write(ROOT, Map.of(Records.id(20), new SharedUse(10, 4, 0)));
        byte[] good = Files.readAllBytes(file);
        List<String> tokens = read().orElseThrow();
        for (int bit = 0; bit < good.length * 8; bit += 7) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(file, bad);
            assertThat(read())
                    .as("bit %d", bit)
                    .satisfiesAnyOf(
                            read -> assertThat(read).isEmpty(),
                            read -> assertThat(read).contains(tokens));
        }
    }

    @Test
    void aCacheCutShortIsVoid() throws IOException {
        write(ROOT, Map.of());
        byte[] good = Files.readAllBytes(file);
        for (int length = 0; length < good.length; length++) {
            Files.write(file, Arrays.copyOf(good, length));
            assertThat(read()).as("%d bytes", length).isEmpty();
        }
    }

    @Test
    void readingBehindTheLastTokenIsDamage() throws IOException {
        write(ROOT, Map.of());
        try (CacheFile cache = open()) {
            CacheCursor cursor = cache.cursor();
            cursor.skip();
            assertThatThrownBy(cursor::next).isInstanceOf(IOException.class);
        }
    }
}
