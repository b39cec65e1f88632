package dev.holdfast.client.stream;

import dev.holdfast.client.assembly.Assembly;
import dev.holdfast.client.assembly.Described;
import dev.holdfast.client.assembly.Descriptions;
import dev.holdfast.client.cache.CachedEntry;
import dev.holdfast.client.content.ContentSaver;
import dev.holdfast.client.progress.BackupListener;
import dev.holdfast.client.progress.BackupProgress;
import dev.holdfast.filesystem.capture.SourceDirectory.Description;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Owner;
import dev.holdfast.model.tree.Times;
import dev.holdfast.platform.linux.ThisProcess;
import java.io.IOException;
import java.util.List;

/** Saves a streamed file, with directories that lead to it: all belong to who runs this, now. */
public final class StreamSaver {
    /** The top directory has no name; nobody reads this one. */
    private static final RawName TOP = RawName.of("top");

    /** Of no file system. */
    private static final FileSystemId NOWHERE = new FileSystemId("", "", 0);

    /** What was dumped is nobody else's business. */
    private static final int FILE_MODE = 0600;

    private static final int DIRECTORY_MODE = 0700;

    private final Assembly assembly;
    private final ContentSaver contents;
    private final Report report;
    private final Owner owner = new Owner(ThisProcess.user(), ThisProcess.group());

    public StreamSaver(Assembly assembly, ContentSaver contents, Report report) {
        this.assembly = assembly;
        this.contents = contents;
        this.report = report;
    }

    /**
     * Where it is told what becomes of it.
     *
     * @param now the time of all that is saved
     */
    public record Report(
            BackupProgress progress,
            BackupListener listener,
            Descriptions descriptions,
            Timestamp now) {}

    /**
     * Saves all of it.
     *
     * @return what is known of the top directory
     * @throws IOException also if these are not all the bytes there should be
     */
    public Metadata save(StreamedFile file) throws IOException {
        RawPath path = file.path();
        Metadata top = begin(RawPath.ROOT, TOP);
        List<RawName> names = path.names();
        for (int depth = 1; depth < names.size(); depth++) {
            begin(new RawPath(names.subList(0, depth)), names.get(depth - 1));
        }
        Content content = content(file.source());
        report.progress().met(content.length());
        report.progress().added();
        report.listener().saved(path, content.length());
        assembly.add(names.getLast(), described(path, FILE_MODE), content.length(), () -> content);
        for (int depth = names.size(); depth > 0; depth--) {
            assembly.end(null);
        }
        return top;
    }

    private Metadata begin(RawPath path, RawName name) throws IOException {
        report.progress().met(0);
        Described described = described(path, DIRECTORY_MODE);
        Node node = new Node.Directory(null, Node.Coverage.PASSAGE, null);
        CachedEntry entry = described.cached(new Entry(name, described.metadata(), node));
        assembly.begin(new Assembly.Beginning(entry, NOWHERE, false, false));
        return described.metadata();
    }

    private Described described(RawPath path, int mode) {
        Times times = new Times(report.now(), report.now(), null);
        Metadata metadata = new Metadata(mode, owner, times, 0, 1, 0, List.of());
        return report.descriptions().take(path, new Description(metadata, List.of()));
    }

    private Content content(Source source) throws IOException {
        try (Source.Reading reading = source.open();
                ContentSaver.Large large = contents.large()) {
            while (true) {
                int read = reading.read(large.buffer(), large.filled(), large.room());
                if (read < 0) {
                    Content content = large.finish();
                    reading.confirm(content.length());
                    return content;
                }
                report.progress().read(read);
                large.added(read);
            }
        }
    }
}
