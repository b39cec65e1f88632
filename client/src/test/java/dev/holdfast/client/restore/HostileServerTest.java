package dev.holdfast.client.restore;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.client.browse.PathSelection;
import dev.holdfast.client.check.CheckRun;
import dev.holdfast.client.fixture.MemoryServer;
import dev.holdfast.client.upload.ObjectWriter;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.codec.key.RootSecret;
import dev.holdfast.codec.key.SealingKeys;
import dev.holdfast.codec.seal.ContentKey;
import dev.holdfast.codec.seal.ObjectIds;
import dev.holdfast.codec.seal.Sealer;
import dev.holdfast.filesystem.recreate.Shortfalls;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.Kind;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.Series;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.ExtentList;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Owner;
import dev.holdfast.model.tree.Root;
import dev.holdfast.model.tree.RootFormat;
import dev.holdfast.model.tree.Times;
import dev.holdfast.model.tree.Tree;
import dev.holdfast.model.tree.TreeFormat;
import dev.holdfast.protocol.message.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a server, or a writer of the vault, may answer to a restore that runs as root. */
@Timeout(30)
class HostileServerTest {
    private static final Timestamp TIME = new Timestamp(1, 0);

    @TempDir Path folder;
    private final RootSecret secret = RootSecret.of(new byte[RootSecret.SIZE]);
    private final SealingKeys keys = secret.sealingKeys(List.of());
    private final SecureRandom random = new SecureRandom();
    private final MemoryServer server = new MemoryServer(secret.vault());
    private final List<String> failed = new ArrayList<>();
    private Path target;
    private VaultConnection vault;
    private Sealer sealer;
    private ObjectWriter writer;

    @BeforeEach
    void begin() throws IOException {
        target = Files.createDirectory(folder.resolve("target"));
        vault = server.connect(secret.openingKeys());
        ContentKey key = ContentKey.random(random);
        vault.connection()
                .ask(
                        new Request.Begin(
                                Series.SYSTEM,
                                Bytes.copyOf(new byte[Request.Begin.RUN_SIZE]),
                                TIME,
                                key.wrap(keys, random)));
        sealer = new Sealer(key, random);
        writer =
                new ObjectWriter(
                        new ObjectIds(keys.objectIds()),
                        sealer,
                        vault.connection(),
                        new ObjectWriter.Options(1, 1, false, (_, _) -> {}));
    }

    @AfterEach
    void end() throws IOException {
        writer.close();
        sealer.close();
        vault.close();
        server.close();
    }

    private static Metadata metadata(long inode, long links) {
        return new Metadata(
                0755, new Owner(0, 0), new Times(TIME, TIME, null), inode, links, 0, List.of());
    }

    private static Entry entry(String name, Node node) {
        return new Entry(RawName.of(name), metadata(1, 1), node);
    }

    private ObjectId chunk(int length) throws IOException {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return writer.submit(new PlainObject(Kind.CHUNK, List.of(), bytes));
    }

    private static Node.RegularFile file(ObjectId chunk, int length) {
        Extent slice = new Extent.Slice(chunk, 0, length, null);
        return new Node.RegularFile(length, new Content.Extents(List.of(slice)));
    }

    private ObjectId tree(Entry... entries) throws IOException {
        return writer.submit(TreeFormat.encode(new Tree.Leaf(List.of(entries))));
    }

    private static Node.Directory directory(ObjectId tree) {
        return new Node.Directory(tree, Node.Coverage.WHOLE, null);
    }

    private Root root(ObjectId tree) {
        return new Root(
                new Root.Lineage(
                        secret.vault(), new ClientId(new UUID(1, 2)), Series.SYSTEM, 1, TIME, null),
                new Root.Top(metadata(1, 1), directory(tree)),
                new Root.Rules(List.of(), List.of(), List.of()),
                List.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                Content.EMPTY,
                new Root.Totals(0, 0, 0));
    }

    private void restore(ObjectId tree) throws IOException {
        writer.drain();
        RestoreListener listener =
                new RestoreListener() {
                    @Override
                    public void restored(RawPath path) {}

                    @Override
                    public void failed(RawPath path, String reason) {
                        failed.add(path + ": " + reason);
                    }
                };
        new RestoreRun(
                        new RestoreRequest(
                                root(tree),
                                new PathSelection(List.of(RawPath.ROOT)),
                                RawPath.of(target.toString()),
                                RestoreRequest.Rules.USUAL,
                                List.of(),
                                new Shortfalls(),
                                new RestoreProgress(),
                                listener),
                        vault,
                        keys)
                .run();
    }

    private long faults(ObjectId tree) throws IOException {
        ObjectId root = writer.submit(RootFormat.encode(root(tree)));
        writer.drain();
        Snapshot snapshot =
                new Snapshot(
                        1,
                        TIME,
                        new Snapshot.Origin(
                                new ClientId(new UUID(1, 2)),
                                Series.SYSTEM,
                                new SessionId(new UUID(3, 4))),
                        root,
                        new Snapshot.Figures(0, 0, 0, 0));
        return new CheckRun(
                        vault, id -> true, (at, path, reason) -> failed.add(path + ": " + reason))
                .run(List.of(snapshot))
                .faults();
    }

    @Test
    void recordsExchangedForOthersAreRefused() throws IOException {
        ObjectId one = chunk(500);
        ObjectId other = chunk(500);
        ObjectId tree = tree(entry("a", file(one, 500)), entry("b", file(other, 500)));
        server.lies((ids, honest) -> {
            Map<ObjectId, SealedRecord> told = new LinkedHashMap<>(honest);
            if (told.containsKey(one)) {
                told.put(one, server.records().get(other));
            }
            return told;
        });
        // The wire notices that what came was not what was asked for, or came twice.
        assertThatThrownBy(() -> restore(tree)).isInstanceOf(IOException.class);
        assertThat(target.resolve("a")).doesNotExist();
    }

    @Test
    void recordsUnderAnotherNameAreCorrupt() throws Exception {
        ObjectId one = chunk(500);
        ObjectId other = chunk(500);
        ObjectId tree = tree(entry("a", file(one, 500)), entry("b", file(other, 500)));
        writer.drain();
        vault.connection().ask(new Request.Ping());
        byte[] forged = requireNonNull(server.records().get(other)).bytes().clone();
        System.arraycopy(one.toArray(), 0, forged, 16, ObjectId.SIZE);
        server.lies((ids, honest) -> {
            Map<ObjectId, SealedRecord> told = new LinkedHashMap<>(honest);
            if (told.containsKey(one)) {
                told.put(one, redigested(forged));
            }
            return told;
        });
        restore(tree);
        assertThat(failed).singleElement().asString().startsWith("/a: ").contains("seal");
        assertThat(target.resolve("a")).doesNotExist();
        assertThat(target.resolve("b")).exists();
        failed.clear();
        assertThat(faults(tree)).isEqualTo(1);
        assertThat(failed).singleElement().asString().startsWith("/a: ");
    }

    private static SealedRecord redigested(byte[] forged) {
        try {
            return SealedRecord.finish(forged.clone());
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void objectsHeldBackAreNamed() throws IOException {
        ObjectId one = chunk(500);
        ObjectId other = chunk(500);
        ObjectId inner = tree(entry("c", file(other, 500)));
        ObjectId tree = tree(entry("a", file(one, 500)), entry("b", directory(inner)));
        server.lies((ids, honest) -> {
            Map<ObjectId, SealedRecord> told = new LinkedHashMap<>(honest);
            told.remove(one);
            told.remove(inner);
            return told;
        });
        restore(tree);
        assertThat(failed).hasSize(2);
        assertThat(target.resolve("a")).doesNotExist();
        assertThat(target.resolve("b")).isEmptyDirectory();
        assertThat(faults(tree)).isEqualTo(2);
    }

    @Test
    void partsOutOfOrderAreMalformed() throws IOException {
        ObjectId first = tree(entry("m", new Node.Fifo()), entry("z", new Node.Fifo()));
        ObjectId second = tree(entry("a", new Node.Fifo()), entry("zz", new Node.Fifo()));
        ObjectId both =
                writer.submit(
                        TreeFormat.encode(
                                new Tree.Inner(
                                        List.of(
                                                new Tree.Part(RawName.of("z"), first),
                                                new Tree.Part(RawName.of("zz"), second)))));
        restore(both);
        assertThat(failed).singleElement().asString().contains("out of order");
    }

    @Test
    void partsThatDoNotEndAsSaidAreMalformed() throws IOException {
        ObjectId first = tree(entry("a", new Node.Fifo()));
        ObjectId both =
                writer.submit(
                        TreeFormat.encode(
                                new Tree.Inner(List.of(new Tree.Part(RawName.of("b"), first)))));
        restore(both);
        assertThat(failed).singleElement().asString().contains("does not end as said");
    }

    @Test
    void partsWithinPartsEndSomewhere() throws IOException {
        ObjectId tree = tree(entry("a", new Node.Fifo()));
        for (int level = 0; level < 20; level++) {
            tree =
                    writer.submit(
                            TreeFormat.encode(
                                    new Tree.Inner(List.of(new Tree.Part(RawName.of("a"), tree)))));
        }
        restore(tree);
        assertThat(failed).singleElement().asString().contains("deep");
    }

    @Test
    void aSliceBeyondItsChunkIsNamed() throws IOException {
        ObjectId chunk = chunk(100);
        ObjectId tree = tree(entry("a", file(chunk, 101)), entry("b", file(chunk, 100)));
        restore(tree);
        assertThat(failed).singleElement().asString().startsWith("/a: ").contains("shorter");
        assertThat(target.resolve("b")).hasSize(100);
        failed.clear();
        assertThat(faults(tree)).isEqualTo(1);
        assertThat(failed).singleElement().asString().startsWith("/a: ");
    }

    @Test
    void aListOfAnotherLengthIsNamed() throws IOException {
        ObjectId chunk = chunk(100);
        List<Extent> extents = List.of(new Extent.Slice(chunk, 0, 100, null));
        ObjectId list = writer.submit(TreeFormat.encode(new ExtentList.Leaf(extents)));
        Node long_ = new Node.RegularFile(101, new Content.Listed(101, list));
        restore(tree(entry("a", long_)));
        assertThat(failed).singleElement().asString().startsWith("/a: ");
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void aChunkInThePlaceOfATreeIsMalformed() throws IOException {
        ObjectId chunk = chunk(100);
        restore(tree(entry("a", directory(chunk)), entry("b", new Node.Fifo())));
        assertThat(failed).singleElement().asString().startsWith("/a: ");
        assertThat(target.resolve("b")).exists();
    }

    @Test
    void aFileThatHasALinksNameDoesNotLeadOutside() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Node link = new Node.SymbolicLink(Bytes.utf8(outside.toString()));
        Files.createSymbolicLink(target.resolve("a"), outside);
        ObjectId chunk = chunk(100);
        restore(tree(entry("a", directory(tree(entry("x", file(chunk, 100))))), entry("b", link)));
        assertThat(failed).isEmpty();
        assertThat(outside).isEmptyDirectory();
        assertThat(target.resolve("a/x")).exists();
    }

    @Test
    void aHardLinkThroughASymbolicLinkDoesNotLeadOutside() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        ObjectId chunk = chunk(100);
        Entry first = new Entry(RawName.of("x"), metadata(7, 2), file(chunk, 100));
        Entry second = new Entry(RawName.of("z"), metadata(7, 2), file(chunk, 100));
        Files.createSymbolicLink(target.resolve("a"), outside);
        restore(tree(entry("a", directory(tree(first))), second));
        assertThat(failed).isEmpty();
        assertThat(outside).isEmptyDirectory();
        assertThat(Files.getAttribute(target.resolve("z"), "unix:nlink")).isEqualTo(2);
    }

    @Test
    void nothingHalfThereIsLeftWhenTheServerGoes() throws IOException {
        ObjectId one = chunk(500);
        ObjectId tree = tree(entry("a", file(one, 500)));
        server.handles((connection, incoming) -> {
            if (incoming.request() instanceof Request.Fetch(var ids) && ids.contains(one)) {
                throw new IOException("gone");
            }
            return false;
        });
        assertThatThrownBy(() -> restore(tree)).isInstanceOf(IOException.class);
        assertThat(target).isEmptyDirectory();
    }
}
