package dev.holdfast.filesystem.recreate;

import dev.holdfast.filesystem.capture.CaptureBuffers;
import dev.holdfast.filesystem.capture.Captured;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.filesystem.capture.SourceFile;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
import dev.holdfast.platform.linux.FileType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A backup and a restore in one: captures a tree and recreates it at once. */
final class TreeCopy implements AutoCloseable {
    private record Link(TargetDirectory directory, RawName name) {}

    private final CaptureBuffers buffers = new CaptureBuffers();
    private final ByteBuffer buffer = ByteBuffer.allocate(100_000);
    private final Map<Long, Link> links = new HashMap<>();
    private final List<TargetDirectory> holdingLinks = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();

    /** What was refused or could not be read. */
    List<String> findings() {
        return findings;
    }

    void copy(SourceDirectory from, TargetDirectory to) throws IOException {
        for (RawName name : found(from.list(buffers)).names()) {
            FileStatus status = found(from.status(name));
            if (status.isDirectory()) {
                directory(from, to, name);
            } else {
                file(from, to, name, status);
            }
        }
        to.finish(found(from.describe()).metadata());
    }

    private void directory(SourceDirectory from, TargetDirectory to, RawName name)
            throws IOException {
        try (SourceDirectory inner = found(from.enter(name, found(from.status(name))))) {
            switch (to.directory(name)) {
                case Recreated.Made<TargetDirectory>(TargetDirectory made) -> {
                    int before = links.size();
                    copy(inner, made);
                    if (links.size() == before) {
                        made.close();
                    } else {
                        holdingLinks.add(made);
                    }
                }
                case Recreated.Kept<TargetDirectory>() -> findings.add("kept " + name);
                case Recreated.Refused<TargetDirectory>(String reason) -> findings.add(reason);
            }
        }
    }

    private void file(SourceDirectory from, TargetDirectory to, RawName name, FileStatus status)
            throws IOException {
        Link first = status.links() > 1 ? links.get(status.inode()) : null;
        if (first != null) {
            note(to.link(name, first.directory(), first.name()));
            return;
        }
        Metadata metadata = found(from.describe(name, status)).metadata();
        if (status.type() == FileType.REGULAR) {
            content(from, to, name, metadata);
        } else {
            note(to.special(name, metadata, node(from, name, status)));
        }
        if (status.links() > 1) {
            links.put(status.inode(), new Link(to, name));
        }
    }

    private void content(SourceDirectory from, TargetDirectory to, RawName name, Metadata metadata)
            throws IOException {
        FileStatus status = found(from.status(name));
        try (SourceFile source = found(from.openFile(name, status))) {
            Recreated<TargetFile> begun = to.file(name, metadata);
            if (!(begun instanceof Recreated.Made<TargetFile>(TargetFile target))) {
                note(begun);
                return;
            }
            try (target) {
                long offset = 0;
                boolean more = true;
                while (more) {
                    SourceFile.Run run = found(source.read(buffer.clear(), buffers));
                    switch (run) {
                        case SourceFile.Run.Hole(long length) -> offset += length;
                        case SourceFile.Run.Data(int length) -> {
                            target.write(offset, buffer.flip());
                            offset += length;
                        }
                        case SourceFile.Run.End() -> more = false;
                    }
                }
                note(target.finish(offset));
            }
        }
    }

    private static Node node(SourceDirectory from, RawName name, FileStatus status)
            throws IOException {
        return switch (status.type()) {
            case SYMLINK -> new Node.SymbolicLink(found(from.linkTarget(name)));
            case FIFO -> new Node.Fifo();
            case SOCKET -> new Node.Socket();
            case BLOCK_DEVICE, CHARACTER_DEVICE -> status.device();
            case REGULAR, DIRECTORY, UNKNOWN -> throw new AssertionError(status.type());
        };
    }

    private void note(Recreated<?> recreated) {
        switch (recreated) {
            case Recreated.Made<?> made -> {}
            case Recreated.Kept<?> kept -> findings.add("kept");
            case Recreated.Refused<?>(String reason) -> findings.add(reason);
        }
    }

    /** Closes the directories that hold the first of several links. */
    @Override
    public void close() throws IOException {
        for (TargetDirectory each : holdingLinks) {
            each.close();
        }
    }

    static <T> T found(Captured<T> captured) {
        if (captured instanceof Captured.Found<T>(T value)) {
            return value;
        }
        throw new AssertionError(captured);
    }
}
