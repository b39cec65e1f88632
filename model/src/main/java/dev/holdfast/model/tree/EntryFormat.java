package dev.holdfast.model.tree;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.RawName;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import dev.holdfast.model.tree.Node.Coverage;
import dev.holdfast.model.tree.Node.DeviceType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries in CBOR (docs/format.md, "Entry"). */
final class EntryFormat {
    private static final int FILE = 1;
    private static final int DIRECTORY = 2;
    private static final int SYMBOLIC_LINK = 3;
    private static final int FIFO = 4;
    private static final int SOCKET = 5;
    private static final int CHARACTER_DEVICE = 6;
    private static final int BLOCK_DEVICE = 7;

    /** More than any Linux file system holds for one file. */
    private static final int XATTRS_MAX = 4_096;

    private EntryFormat() {}

    static void write(CborWriter out, Entry entry, References references) throws IOException {
        out.array(3);
        out.bytes(entry.name().bytes());
        writeMetadata(out, entry.metadata());
        writeNode(out, entry.node(), references);
        out.end();
    }

    static Entry read(CborReader in, References references) throws IOException {
        in.array();
        Entry entry =
                new Entry(new RawName(in.bytes()), readMetadata(in), readNode(in, references));
        in.end();
        return entry;
    }

    static void writeMetadata(CborWriter out, Metadata metadata) throws IOException {
        out.array(10);
        out.integer(metadata.mode());
        out.integer(metadata.owner().user());
        out.integer(metadata.owner().group());
        out.timestamp(metadata.times().modified());
        out.timestamp(metadata.times().changed());
        Timestamp born = metadata.times().born();
        if (born == null) {
            out.nil();
        } else {
            out.timestamp(born);
        }
        out.integer(metadata.inode());
        out.integer(metadata.links());
        out.integer(metadata.flags());
        out.array(metadata.xattrs().size());
        for (Xattr xattr : metadata.xattrs()) {
            out.array(2);
            out.bytes(xattr.name());
            out.bytes(xattr.value());
            out.end();
        }
        out.end();
        out.end();
    }

    static Metadata readMetadata(CborReader in) throws IOException {
        in.array();
        Metadata metadata =
                new Metadata(
                        in.intUpTo(Metadata.MODE_MAX),
                        new Owner(in.integer(), in.integer()),
                        new Times(in.timestamp(), in.timestamp(), in.nil() ? null : in.timestamp()),
                        in.integer(),
                        in.integer(),
                        in.integer(),
                        readXattrs(in));
        in.end();
        return metadata;
    }

    private static List<Xattr> readXattrs(CborReader in) throws IOException {
        List<Xattr> xattrs = new ArrayList<>();
        in.array();
        while (in.more()) {
            if (xattrs.size() == XATTRS_MAX) {
                throw new MalformedException("too many extended attributes");
            }
            in.array();
            xattrs.add(new Xattr(in.bytes(), in.bytes()));
            in.end();
        }
        in.end();
        return xattrs;
    }

    private static void writeNode(CborWriter out, Node node, References references)
            throws IOException {
        switch (node) {
            case Node.RegularFile(long size, Content content) -> {
                out.array(3);
                out.integer(FILE);
                out.integer(size);
                ContentFormat.write(out, content, references);
            }
            case Node.Directory directory -> {
                out.array(4);
                out.integer(DIRECTORY);
                writeDirectory(out, directory, references);
            }
            case Node.SymbolicLink(Bytes target) -> {
                out.array(2);
                out.integer(SYMBOLIC_LINK);
                out.bytes(target);
            }
            case Node.Device(DeviceType type, long major, long minor) -> {
                out.array(3);
                out.integer(type == DeviceType.BLOCK ? BLOCK_DEVICE : CHARACTER_DEVICE);
                out.integer(major);
                out.integer(minor);
            }
            case Node.Fifo() -> {
                out.array(1);
                out.integer(FIFO);
            }
            case Node.Socket() -> {
                out.array(1);
                out.integer(SOCKET);
            }
        }
        out.end();
    }

    private static Node readNode(CborReader in, References references) throws IOException {
        in.array();
        int type = in.intUpTo(BLOCK_DEVICE);
        Node node =
                switch (type) {
                    case FILE ->
                            new Node.RegularFile(in.integer(), ContentFormat.read(in, references));
                    case DIRECTORY -> readDirectory(in, references);
                    case SYMBOLIC_LINK -> new Node.SymbolicLink(in.bytes());
                    case FIFO -> new Node.Fifo();
                    case SOCKET -> new Node.Socket();
                    case CHARACTER_DEVICE ->
                            new Node.Device(DeviceType.CHARACTER, in.integer(), in.integer());
                    case BLOCK_DEVICE ->
                            new Node.Device(DeviceType.BLOCK, in.integer(), in.integer());
                    default -> throw new MalformedException("unknown type of file " + type);
                };
        in.end();
        return node;
    }

    static void writeDirectory(CborWriter out, Node.Directory directory, References references)
            throws IOException {
        if (directory.tree() == null) {
            out.nil();
        } else {
            out.integer(references.index(directory.tree()));
        }
        out.bool(directory.coverage() == Coverage.WHOLE);
        writeFileSystem(out, directory.mount());
    }

    static Node.Directory readDirectory(CborReader in, References references) throws IOException {
        ObjectId tree = in.nil() ? null : references.id(in.integer());
        Coverage coverage = in.bool() ? Coverage.WHOLE : Coverage.PASSAGE;
        return new Node.Directory(tree, coverage, in.nil() ? null : readFileSystem(in));
    }

    static void writeFileSystem(CborWriter out, @Nullable FileSystemId id) throws IOException {
        if (id == null) {
            out.nil();
            return;
        }
        out.array(3);
        out.text(id.type());
        out.text(id.uuid());
        out.integer(id.subvolume());
        out.end();
    }

    static FileSystemId readFileSystem(CborReader in) throws IOException {
        in.array();
        FileSystemId id = new FileSystemId(in.text(), in.text(), in.integer());
        in.end();
        return id;
    }
}
