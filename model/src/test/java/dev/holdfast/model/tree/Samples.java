package dev.holdfast.model.tree;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import dev.holdfast.model.Series;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.tree.Node.Coverage;
import dev.holdfast.model.tree.Node.DeviceType;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One value of every variant: those of the golden vectors. */
final class Samples {
    static final ObjectId A = repeated(0xaaaaaaaaaaaaaaaaL);
    static final ObjectId B = repeated(0xbbbbbbbbbbbbbbbbL);
    static final ObjectId C = repeated(0xccccccccccccccccL);
    static final ObjectId D = repeated(0xddddddddddddddddL);
    static final ObjectId E = repeated(0xeeeeeeeeeeeeeeeeL);

    static final Bytes DIGEST =
            Bytes.copyOf(HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f"));

    static final Metadata PLAIN =
            new Metadata(
                    0755,
                    new Owner(1000, 1001),
                    new Times(
                            new Timestamp(1_700_000_000, 123_456_789),
                            new Timestamp(1_700_000_001, 0),
                            null),
                    42,
                    1,
                    0,
                    List.of());

    static final Metadata EXTREME =
            new Metadata(
                    Metadata.MODE_MAX,
                    new Owner(Owner.ID_MAX, Owner.ID_MAX),
                    new Times(
                            new Timestamp(-1, Timestamp.NANOSECONDS_MAX),
                            new Timestamp(1L << 62, 0),
                            new Timestamp(0, 0)),
                    -1,
                    65_000,
                    1L << 31,
                    List.of(
                            new Xattr(
                                    Bytes.utf8("security.capability"),
                                    Bytes.copyOf(new byte[] {1, 2})),
                            new Xattr(Bytes.utf8("user.x"), Bytes.EMPTY)));

    static final Tree LEAF =
            new Tree.Leaf(
                    List.of(
                            entry("block", new Node.Device(DeviceType.BLOCK, 8, 1)),
                            entry("char", new Node.Device(DeviceType.CHARACTER, 0xffffffffL, 0)),
                            entry("dir", new Node.Directory(A, Coverage.WHOLE, null)),
                            entry("dir-empty", new Node.Directory(null, Coverage.WHOLE, null)),
                            entry(
                                    "dir-mount",
                                    new Node.Directory(
                                            B,
                                            Coverage.PASSAGE,
                                            new FileSystemId("ext4", "0b5a", 0))),
                            entry("fifo", new Node.Fifo()),
                            entry("file-empty", new Node.RegularFile(0, Content.EMPTY)),
                            entry("file-inline", new Node.RegularFile(64, inline())),
                            entry(
                                    "file-large",
                                    new Node.RegularFile(
                                            10_000_000_000L,
                                            new Content.Listed(10_000_000_000L, C))),
                            entry("file-partial", file(1000, new Extent.Hole(900))),
                            entry(
                                    "file-shared",
                                    file(5, new Extent.Slice(D, (4 << 20) - 5, 5, DIGEST))),
                            entry(
                                    "file-sparse",
                                    file(
                                            5096,
                                            new Extent.Hole(4096),
                                            new Extent.Slice(D, 0, 500, null),
                                            new Extent.Slice(E, 0, 500, null))),
                            entry("link", new Node.SymbolicLink(Bytes.utf8("../target"))),
                            entry("socket", new Node.Socket()),
                            new Entry(
                                    RawName.of(new byte[] {(byte) 0xff, (byte) 0xfe}),
                                    EXTREME,
                                    new Node.Fifo())));

    static final Tree INNER =
            new Tree.Inner(
                    List.of(new Tree.Part(RawName.of("m"), A), new Tree.Part(RawName.of("z"), B)));

    static final ExtentList LIST_LEAF =
            new ExtentList.Leaf(
                    List.of(
                            new Extent.Hole(1),
                            new Extent.Slice(A, 0, 4 << 20, null),
                            new Extent.Slice(A, 5, 10, DIGEST),
                            new Extent.Slice(B, 1, 1, null)));

    static final ExtentList LIST_INNER =
            new ExtentList.Inner(
                    List.of(new ExtentList.Part(10, A), new ExtentList.Part(1L << 40, B)));

    private static final Bytes NEGATED_RULE =
            Bytes.copyOf(new byte[] {'-', '!', ' ', (byte) 0xff, '*'});

    static final Root ROOT = root();
    static final Root FIRST_ROOT = firstRoot();

    private Samples() {}

    private static ObjectId repeated(long word) {
        return new ObjectId(word, word, word, word);
    }

    static Entry entry(String name, Node node) {
        return new Entry(RawName.of(name), PLAIN, node);
    }

    private static Node file(long size, Extent... extents) {
        return new Node.RegularFile(size, new Content.Extents(List.of(extents)));
    }

    private static Content inline() {
        byte[] bytes = new byte[Content.Inline.LENGTH_MAX];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return new Content.Inline(Bytes.copyOf(bytes));
    }

    private static Root root() {
        FileSystemId btrfs = new FileSystemId("btrfs", "0b5a", 256);
        SortedMap<String, Content> facts = new TreeMap<>();
        facts.put("kernel", new Content.Inline(Bytes.utf8("6.1")));
        facts.put("lsblk", new Content.Extents(List.of(new Extent.Slice(B, 0, 20, null))));
        return new Root(
                new Root.Lineage(
                        VaultId.of(DIGEST.toArray()),
                        ClientId.of(new byte[16]),
                        Series.SYSTEM,
                        7,
                        new Timestamp(1_700_000_000, 5),
                        E),
                new Root.Top(PLAIN, new Node.Directory(A, Coverage.WHOLE, btrfs)),
                new Root.Rules(
                        List.of(Bytes.utf8("/"), Bytes.copyOf(new byte[] {'/', (byte) 0xff})),
                        List.of("nodump"),
                        List.of(
                                new Root.Rule("/etc/f", 3, NEGATED_RULE),
                                new Root.Rule("built in", 0, Bytes.utf8("- /proc/*")))),
                List.of(
                        new Root.Mount(Bytes.utf8("/"), btrfs, true),
                        new Root.Mount(
                                Bytes.copyOf(new byte[] {'/', (byte) 0xff}),
                                new FileSystemId("nfs", "", 0),
                                false)),
                new TreeMap<>(Map.of(0L, "root", 1000L, "ada")),
                new TreeMap<>(Map.of(0L, "root")),
                facts,
                new Content.Listed(70, C),
                new Root.Totals(10, 1L << 40, 3));
    }

    private static Root firstRoot() {
        return new Root(
                new Root.Lineage(
                        VaultId.of(DIGEST.toArray()),
                        ClientId.of(new byte[16]),
                        Series.SYSTEM,
                        7,
                        new Timestamp(1_700_000_000, 5),
                        null),
                new Root.Top(PLAIN, new Node.Directory(null, Coverage.PASSAGE, null)),
                new Root.Rules(List.of(), List.of(), List.of()),
                List.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                Content.EMPTY,
                new Root.Totals(0, 0, 0));
    }
}
