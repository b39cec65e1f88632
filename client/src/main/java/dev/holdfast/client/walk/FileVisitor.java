package dev.holdfast.client.walk;

import dev.holdfast.client.ahead.Ahead;
import dev.holdfast.client.assembly.Assembly;
import dev.holdfast.client.assembly.Described;
import dev.holdfast.client.assembly.Descriptions;
import dev.holdfast.client.cache.CachedEntry;
import dev.holdfast.client.content.ContentSaver;
import dev.holdfast.client.content.FileSaver;
import dev.holdfast.client.walk.LinkedFiles.Linked;
import dev.holdfast.filesystem.capture.Captured;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.capture.SourceDirectory.Description;
import dev.holdfast.model.RawName;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Node;
import dev.holdfast.platform.linux.FileType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Saves whatever is no directory, unless it is what it was. */
final class FileVisitor {
    private final FileSaver files;
    private final Ahead ahead;
    private final Comparison comparison;
    private final Descriptions descriptions;
    private final Assembly assembly;
    private final CheckpointWatch checkpoints;
    private final Walk.Report report;
    private final Whereabouts whereabouts;
    private final LinkedFiles linked = new LinkedFiles();

    FileVisitor(FileSaver files, Ahead ahead, CheckpointWatch checkpoints, Walk.Common common) {
        this.files = files;
        this.ahead = ahead;
        this.checkpoints = checkpoints;
        this.comparison = common.comparison();
        this.descriptions = common.descriptions();
        this.assembly = common.assembly();
        this.report = common.report();
        this.whereabouts = common.whereabouts();
    }

    void visit(Visit visit) throws IOException {
        FileStatus now = visit.now();
        CachedEntry before = visit.before();
        long brought = ahead.pass(now);
        if (before != null && comparison.isSame(before, now)) {
            report.progress().met(before.size());
            assembly.same(before);
            visit.level().steps().pass(before);
            return;
        }
        Entry known = comparison.known(before, now);
        visit.replaced();
        if (now.type() == FileType.REGULAR) {
            visitRegular(visit, known, brought);
        } else {
            visitSpecial(visit);
        }
    }

    private void visitRegular(Visit visit, @Nullable Entry known, long brought) throws IOException {
        Linked other = linked.find(visit.level().fileSystem(), visit.now());
        if (other != null) {
            add(visit.name(), other);
            return;
        }
        Entry same = comparison.linked(visit);
        if (same != null) {
            report.progress().met(visit.now().size());
            Entry entry = new Entry(visit.name(), same.metadata(), same.node());
            assembly.add(entry, new Described(same.metadata(), true));
            return;
        }
        FileSaver.Saved saved =
                whereabouts.accept(
                        files.save(
                                visit.directory(),
                                new FileSaver.Wanted(
                                        visit.name(),
                                        visit.now(),
                                        brought,
                                        known,
                                        comparison.lost(visit.before()),
                                        (status, content) -> lookWithin(visit, status, content))));
        if (saved == null) {
            return;
        }
        Description description =
                whereabouts.accept(visit.directory().describe(visit.name(), saved.status()));
        if (description == null) {
            return;
        }
        Linked file = new Linked(saved, descriptions.take(whereabouts.path(), description));
        linked.remember(visit.level().fileSystem(), visit.now(), file);
        visit.count(report.progress());
        report.listener().saved(whereabouts.path(), saved.length());
        add(visit.name(), file);
    }

    /** While a large file is read: a checkpoint within it, so that what was read counts. */
    private void lookWithin(Visit visit, FileStatus status, ContentSaver.Large content)
            throws IOException {
        if (checkpoints.isDue()
                && visit.directory().describe(visit.name(), status)
                        instanceof Captured.Found<Description>(Description description)) {
            Node.RegularFile node = new Node.RegularFile(status.size(), content.soFar());
            checkpoints.make(new Entry(visit.name(), descriptions.settled(description), node));
        }
    }

    private void add(RawName name, Linked file) throws IOException {
        long length = file.saved().length();
        report.progress().met(length);
        assembly.add(name, file.described(), length, file.saved().content());
    }

    private void visitSpecial(Visit visit) throws IOException {
        RawName name = visit.name();
        Node node = whereabouts.accept(SpecialFiles.read(visit.directory(), name, visit.now()));
        if (node == null) {
            return;
        }
        Description description = whereabouts.accept(visit.directory().describe(name, visit.now()));
        if (description == null) {
            return;
        }
        report.progress().met(0);
        visit.count(report.progress());
        report.listener().saved(whereabouts.path(), 0);
        Described described = descriptions.take(whereabouts.path(), description);
        assembly.add(new Entry(name, described.metadata(), node), described);
    }
}
