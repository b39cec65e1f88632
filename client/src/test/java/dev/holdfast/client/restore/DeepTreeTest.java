package dev.holdfast.client.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.browse.PathSelection;
import dev.holdfast.client.fixture.MemoryServer;
import dev.holdfast.client.upload.ObjectWriter;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.codec.key.RootSecret;
import dev.holdfast.codec.key.SealingKeys;
import dev.holdfast.codec.seal.ContentKey;
import dev.holdfast.codec.seal.ObjectIds;
import dev.holdfast.codec.seal.Sealer;
import dev.holdfast.filesystem.recreate.Recreated;
import dev.holdfast.filesystem.recreate.Recreation;
import dev.holdfast.filesystem.recreate.Shortfalls;
import dev.holdfast.filesystem.recreate.TargetDirectory;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.Series;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Owner;
import dev.holdfast.model.tree.Root;
import dev.holdfast.model.tree.Times;
import dev.holdfast.model.tree.Tree;
import dev.holdfast.model.tree.TreeFormat;
import dev.holdfast.platform.linux.ThisProcess;
import dev.holdfast.protocol.message.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tree of more levels than there are descriptors, with paths longer than the kernel takes. */
@Timeout(120)
class DeepTreeTest {
    private static final int LEVELS = 1_100;
    private static final Timestamp TIME = new Timestamp(1, 0);

    @TempDir Path folder;
    private final RootSecret secret = RootSecret.of(new byte[RootSecret.SIZE]);
    private final SealingKeys keys = secret.sealingKeys(List.of());

    private static Metadata metadata(long inode) {
        Owner me = new Owner(ThisProcess.user(), ThisProcess.group());
        return new Metadata(0755, me, new Times(TIME, TIME, null), inode, 1, 0, List.of());
    }

    private static Entry entry(String name, Node node, long inode) {
        return new Entry(RawName.of(name), metadata(inode), node);
    }

    /** In each directory a file, the next one, and another file after it. */
    private ObjectId deepTree(ObjectWriter writer) throws IOException {
        Node.RegularFile file = new Node.RegularFile(1, new Content.Inline(Bytes.utf8("x")));
        ObjectId tree =
                writer.submit(TreeFormat.encode(new Tree.Leaf(List.of(entry("bottom", file, 1)))));
        for (int level = 0; level < LEVELS; level++) {
            Node next = new Node.Directory(tree, Node.Coverage.WHOLE, null);
            List<Entry> entries =
                    List.of(
                            entry("a", file, 3L * level + 2),
                            entry("next", next, 3L * level + 3),
                            entry("z", file, 3L * level + 4));
            tree = writer.submit(TreeFormat.encode(new Tree.Leaf(entries)));
        }
        return tree;
    }

    private static Root root(SealingKeys keys, ObjectId tree) {
        Node.Directory top = new Node.Directory(tree, Node.Coverage.WHOLE, null);
        return new Root(
                new Root.Lineage(
                        keys.vault(), new ClientId(new UUID(1, 2)), Series.SYSTEM, 1, TIME, null),
                new Root.Top(metadata(1), top),
                new Root.Rules(List.of(), List.of(), List.of()),
                List.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                Content.EMPTY,
                new Root.Totals(0, 0, 0));
    }

    @Test
    void thousandsOfLevelsComeBackAndGoAgain() throws IOException {
        Path target = Files.createDirectory(folder.resolve("target"));
        SecureRandom random = new SecureRandom();
        ContentKey key = ContentKey.random(random);
        RestoreProgress progress = new RestoreProgress();
        try (MemoryServer server = new MemoryServer(keys.vault());
                VaultConnection vault = server.connect(secret.openingKeys());
                Sealer sealer = new Sealer(key, random);
                ObjectWriter writer =
                        new ObjectWriter(
                                new ObjectIds(keys.objectIds()),
                                sealer,
                                vault.connection(),
                                new ObjectWriter.Options(1, 1, false, (_, _) -> {}))) {
            vault.connection()
                    .ask(
                            new Request.Begin(
                                    Series.SYSTEM,
                                    Bytes.copyOf(new byte[Request.Begin.RUN_SIZE]),
                                    TIME,
                                    key.wrap(keys, random)));
            Root root = root(keys, deepTree(writer));
            writer.drain();
            new RestoreRun(request(root, target, progress), vault, keys).run();
        }
        assertThat(progress.failed()).isZero();
        assertThat(progress.entries()).isEqualTo(3 * LEVELS + 1);
        assertThat(remove(folder)).isInstanceOf(Recreated.Made.class);
    }

    private static RestoreRequest request(Root root, Path target, RestoreProgress progress) {
        return new RestoreRequest(
                root,
                new PathSelection(List.of(RawPath.ROOT)),
                RawPath.of(target.toString()),
                RestoreRequest.Rules.USUAL,
                List.of(),
                new Shortfalls(),
                progress,
                new RestoreListener() {
                    @Override
                    public void restored(RawPath path) {}

                    @Override
                    public void failed(RawPath path, String reason) {}
                });
    }

    private static Recreated<RawName> remove(Path folder) throws IOException {
        Recreation recreation = new Recreation(Recreation.Existing.REPLACE, new Shortfalls());
        byte[] parent = Bytes.utf8(folder.toString()).toArray();
        try (TargetDirectory directory = recreation.open(parent)) {
            return directory.remove(RawName.of("target"));
        }
    }
}
