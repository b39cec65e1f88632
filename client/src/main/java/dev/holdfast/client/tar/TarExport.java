package dev.holdfast.client.tar;

import dev.holdfast.client.download.BulkReader;
import dev.holdfast.client.fill.ContentStream;
import dev.holdfast.client.traverse.Traversal;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.client.traverse.Visitor;
import dev.holdfast.client.traverse.Way;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Root;
import dev.holdfast.model.tree.Xattr;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes a snapshot, or a part of one, as a tar archive. Owners, permissions, times to the
 * nanosecond, hard links, devices, holes, ACLs and extended attributes are in it; sockets and inode
 * flags are not, as tar knows neither.
 */
public final class TarExport {
    private static final FileSystemId UNKNOWN = new FileSystemId("", "", 0);
    private static final Bytes ACL_ACCESS = Bytes.utf8("system.posix_acl_access");
    private static final Bytes ACL_DEFAULT = Bytes.utf8("system.posix_acl_default");
    private static final String SPARSE_FOLDER = "GNUSparseFile.0/";

    private final BulkReader reader;
    private final Root root;
    private final ContentStream out;
    private final Map<LinkKey, Bytes> linked = new HashMap<>();
    private long sockets;

    private record LinkKey(FileSystemId fileSystem, long inode) {}

    /**
     * @param reader of the vault that has the root; used for nothing else meanwhile
     * @param out for the archive; not closed
     */
    public TarExport(BulkReader reader, Root root, OutputStream out) {
        this.reader = reader;
        this.root = root;
        this.out = new ContentStream(reader, out);
    }

    /** Sockets that were left away. */
    public long sockets() {
        return sockets;
    }

    /** Writes everything. */
    public void all() throws IOException {
        directory(RawPath.ROOT, root.top().directory());
        end();
    }

    /** Writes one entry, with all below it. */
    public void entry(RawPath path, Entry entry) throws IOException {
        if (entry.node() instanceof Node.Directory directory) {
            write(path, entry, UNKNOWN);
            directory(path, directory);
        } else {
            write(path, entry, UNKNOWN);
        }
        end();
    }

    private void directory(RawPath path, Node.Directory directory) throws IOException {
        Way way = Way.TOP;
        for (RawName name : path.names()) {
            way = way.to(name);
        }
        FileSystemId fileSystem = directory.mount() == null ? UNKNOWN : directory.mount();
        new Traversal<>(reader, new Writing()).run(way, fileSystem, directory);
    }

    private void end() throws IOException {
        out.zeros(2 * TarHeader.BLOCK_SIZE);
        out.finish();
    }

    /** What a directory is for this: the file system that it lies on. */
    private final class Writing implements Visitor<FileSystemId> {
        @Override
        public boolean wants(Way parent, Entry entry, Node.Directory directory) {
            return true;
        }

        @Override
        public FileSystemId enter(Place<FileSystemId> parent, Entry entry, Node.Directory directory)
                throws IOException {
            write(parent.way().path(entry.name()), entry, parent.context());
            return directory.mount() == null ? parent.context() : directory.mount();
        }

        @Override
        public void leaf(Place<FileSystemId> parent, Entry entry) throws IOException {
            write(parent.way().path(entry.name()), entry, parent.context());
        }

        @Override
        public void leave(Place<FileSystemId> place) {}

        @Override
        public void damaged(Place<FileSystemId> place, IOException fault) throws IOException {
            throw fault;
        }
    }

    private void write(RawPath path, Entry entry, FileSystemId fileSystem) throws IOException {
        byte[] absolute = path.toArray();
        Bytes name = Bytes.copyOf(absolute, 1, absolute.length);
        Metadata metadata = entry.metadata();
        if (metadata.links() > 1) {
            LinkKey key = new LinkKey(fileSystem, metadata.inode());
            Bytes first = linked.putIfAbsent(key, name);
            if (first != null) {
                put(new Item(TarHeader.Type.HARD_LINK, name, entry).to(first));
                return;
            }
        }
        switch (entry.node()) {
            case Node.RegularFile file -> file(name, entry, file);
            case Node.Directory _ -> put(new Item(TarHeader.Type.DIRECTORY, slashed(name), entry));
            case Node.SymbolicLink(Bytes target) ->
                    put(new Item(TarHeader.Type.SYMBOLIC_LINK, name, entry).to(target));
            case Node.Device device -> put(new Item(type(device), name, entry));
            case Node.Fifo _ -> put(new Item(TarHeader.Type.FIFO, name, entry));
            case Node.Socket _ -> sockets++;
        }
    }

    private static Bytes slashed(Bytes name) {
        byte[] slashed = Arrays.copyOf(name.toArray(), name.length() + 1);
        slashed[name.length()] = '/';
        return Bytes.copyOf(slashed);
    }

    private static TarHeader.Type type(Node.Device device) {
        return device.type() == Node.DeviceType.BLOCK
                ? TarHeader.Type.BLOCK_DEVICE
                : TarHeader.Type.CHARACTER_DEVICE;
    }

    private void file(Bytes name, Entry entry, Node.RegularFile file) throws IOException {
        SparseMap map = new SparseMap();
        new Trees(reader).extents(file.content(), map::add);
        Item item = new Item(TarHeader.Type.FILE, name, entry);
        if (map.hasHoles()) {
            byte[] lines = map.toArray(file.size());
            put(item.sparse(file.size()).size(lines.length + map.dataBytes()));
            out.write(lines);
            out.copyData(file.content());
            pad(map.dataBytes());
        } else {
            put(item.size(file.size()));
            out.copy(file.content());
            pad(file.size());
        }
    }

    /** An entry on its way into the archive. */
    private record Item(
            TarHeader.Type type, Bytes name, Entry entry, Bytes link, long size, long realSize) {
        Item(TarHeader.Type type, Bytes name, Entry entry) {
            this(type, name, entry, Bytes.EMPTY, 0, -1);
        }

        Item to(Bytes target) {
            return new Item(type, name, entry, target, size, realSize);
        }

        Item size(long bytes) {
            return new Item(type, name, entry, link, bytes, realSize);
        }

        Item sparse(long whole) {
            return new Item(type, name, entry, link, size, whole);
        }

        boolean isSparse() {
            return realSize >= 0;
        }
    }

    private void put(Item item) throws IOException {
        PaxRecords records = records(item);
        byte[] shown = item.isSparse() ? sparseName(item.name()) : item.name().toArray();
        if (!records.isEmpty()) {
            byte[] bytes = records.toArray();
            byte[] name = "PaxHeaders/".getBytes(StandardCharsets.US_ASCII);
            out.write(
                    new TarHeader(TarHeader.Type.PAX, name, bytes.length)
                            .metadata(item.entry().metadata())
                            .toArray());
            out.write(bytes);
            pad(bytes.length);
        }
        Metadata metadata = item.entry().metadata();
        TarHeader header = new TarHeader(item.type(), shown, item.size()).metadata(metadata);
        header.link(item.link().toArray());
        header.owners(
                root.users().getOrDefault(metadata.owner().user(), ""),
                root.groups().getOrDefault(metadata.owner().group(), ""));
        if (item.entry().node() instanceof Node.Device device) {
            header.device(device.major(), device.minor());
        }
        out.write(header.toArray());
    }

    private static byte[] sparseName(Bytes name) {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        shown.writeBytes(SPARSE_FOLDER.getBytes(StandardCharsets.US_ASCII));
        shown.writeBytes(name.toArray());
        return shown.toByteArray();
    }

    private static PaxRecords records(Item item) {
        PaxRecords records = new PaxRecords();
        Metadata metadata = item.entry().metadata();
        if (item.isSparse()) {
            records.add("GNU.sparse.major", "1");
            records.add("GNU.sparse.minor", "0");
            records.add("GNU.sparse.name", item.name().toArray());
            records.add("GNU.sparse.realsize", String.valueOf(item.realSize()));
        } else if (item.name().length() > TarHeader.NAME_LENGTH_MAX) {
            records.add("path", item.name().toArray());
        }
        if (item.link().length() > TarHeader.NAME_LENGTH_MAX) {
            records.add("linkpath", item.link().toArray());
        }
        if (item.size() > TarHeader.NUMBER_MAX) {
            records.add("size", String.valueOf(item.size()));
        }
        if (metadata.owner().user() > TarHeader.ID_MAX) {
            records.add("uid", String.valueOf(metadata.owner().user()));
        }
        if (metadata.owner().group() > TarHeader.ID_MAX) {
            records.add("gid", String.valueOf(metadata.owner().group()));
        }
        addTime(records, metadata.times().modified());
        if (item.type() != TarHeader.Type.HARD_LINK) {
            metadata.xattrs().forEach(xattr -> add(records, xattr));
        }
        return records;
    }

    private static void addTime(PaxRecords records, Timestamp time) {
        boolean fits =
                time.nanoseconds() == 0
                        && time.seconds() >= 0
                        && time.seconds() <= TarHeader.NUMBER_MAX;
        if (!fits) {
            records.add("mtime", decimal(time));
        }
    }

    /** Nanoseconds count forward, also before 1970: -1 s and 0.25 s are -0.75 s. */
    static String decimal(Timestamp time) {
        return new BigDecimal(time.seconds())
                .add(BigDecimal.valueOf(time.nanoseconds(), 9))
                .toPlainString();
    }

    private static void add(PaxRecords records, Xattr xattr) {
        byte[] value = xattr.value().toArray();
        if (xattr.name().equals(ACL_ACCESS)) {
            records.add("SCHILY.acl.access", AclText.of(value));
        } else if (xattr.name().equals(ACL_DEFAULT)) {
            records.add("SCHILY.acl.default", AclText.of(value));
        } else {
            ByteArrayOutputStream key = new ByteArrayOutputStream();
            key.writeBytes(Bytes.utf8("SCHILY.xattr.").toArray());
            key.writeBytes(xattr.name().toArray());
            records.add(key.toByteArray(), value);
        }
    }

    /** Zeros up to the next block. */
    private void pad(long size) throws IOException {
        int over = (int) (size % TarHeader.BLOCK_SIZE);
        if (over > 0) {
            out.zeros(TarHeader.BLOCK_SIZE - over);
        }
    }
}
