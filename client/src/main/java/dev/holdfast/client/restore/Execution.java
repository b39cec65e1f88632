package dev.holdfast.client.restore;

import dev.holdfast.client.download.BulkReader;
import dev.holdfast.client.download.MissingObjectsException;
import dev.holdfast.client.fill.ContentFetch;
import dev.holdfast.client.present.Comparison;
import dev.holdfast.client.present.LocalContent;
import dev.holdfast.client.restore.EntryPlan.Action;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.codec.seal.CorruptDataException;
import dev.holdfast.filesystem.capture.FileStatus;
import dev.holdfast.filesystem.recreate.Recreated;
import dev.holdfast.filesystem.recreate.TargetDirectory;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Extent;
import dev.holdfast.model.tree.Node;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Carries the steps of a plan out. Directories, links and the like are made by the thread that
 * plans, files by those that open their chunks; whoever is the last in a directory finishes it.
 */
final class Execution implements Steps {
    private final RestoreRequest request;
    private final Trees trees;
    private final ContentFetch contents;
    private final Comparison comparison;

    private final FileJob.Orderer orderer =
            new FileJob.Orderer() {
                @Override
                public void filled(int bytes) {
                    request.progress().wrote(bytes);
                }

                @Override
                public void complete(FileJob job) throws IOException {
                    Execution.this.complete(job);
                }
            };

    /** Files that are not finished. */
    private final Set<FileJob> unfinished = ConcurrentHashMap.newKeySet();

    Execution(RestoreRequest request, BulkReader reader, Comparison comparison) {
        this.request = request;
        this.trees = new Trees(reader);
        this.contents = new ContentFetch(reader);
        this.comparison = comparison;
    }

    @Override
    public boolean directory(Folder folder, RawName name) throws IOException {
        if (folder.action() == Action.CREATE || folder.action() == Action.REPLACE) {
            Folder parent = parentOf(folder);
            TargetDirectory made = accept(folder.path(), parent.target().directory(name));
            if (made == null) {
                return false;
            }
            folder.made(made);
        } else if (folder.action() == Action.ATTRIBUTES) {
            folder.target().loosen();
        }
        parentOf(folder).hold();
        return true;
    }

    private static Folder parentOf(Folder folder) {
        return Objects.requireNonNull(folder.parent(), "the top is not made");
    }

    @Override
    public void leaf(Folder folder, Entry entry, Action action) throws IOException {
        leaf(folder, entry, action, null);
    }

    @Override
    public void firstLink(Folder folder, Entry entry, Action action, LinkedFile file)
            throws IOException {
        leaf(folder, entry, action, file);
    }

    private void leaf(Folder folder, Entry entry, Action action, @Nullable LinkedFile link)
            throws IOException {
        Action left = action;
        if (action == Action.COMPARE) {
            left = EntryPlan.compared(comparison.compare(folder.target(), entry));
        }
        switch (left) {
            case CREATE, REPLACE -> make(folder, entry, link);
            case COMPARE -> file(new FileJob(folder, entry, link, orderer), true);
            case ATTRIBUTES -> settle(folder, entry, attributes(folder, entry), link);
            case NOTHING -> {
                request.progress().leftAlone();
                if (link != null) {
                    link.made();
                }
            }
            case KEEP -> request.progress().leftAlone();
            case OBSTRUCTED -> failed(folder.way().path(entry.name()), obstructed(request.rules()));
        }
    }

    private Recreated<RawName> attributes(Folder folder, Entry entry) throws IOException {
        return folder.target().attributes(entry.name(), entry.metadata());
    }

    /** Why a directory is not replaced. */
    static String obstructed(RestoreRequest.Rules rules) {
        return switch (rules.others()) {
            case KEEP -> "a directory is in its place, and is deleted only with --delete";
            case DELETE -> "a directory is in its place, and not all in it may be deleted";
        };
    }

    /** What is replaced is there until the new one is whole. */
    private void make(Folder folder, Entry entry, @Nullable LinkedFile link) throws IOException {
        if (entry.node() instanceof Node.RegularFile) {
            file(new FileJob(folder, entry, link, orderer), false);
        } else {
            Recreated<RawName> made =
                    folder.target().special(entry.name(), entry.metadata(), entry.node());
            settle(folder, entry, made, link);
        }
    }

    /** Tells what came of an entry. */
    private void settle(
            Folder folder, Entry entry, Recreated<RawName> result, @Nullable LinkedFile link)
            throws IOException {
        RawPath path = folder.way().path(entry.name());
        switch (result) {
            case Recreated.Made<RawName> _ -> {
                restored(path);
                if (link != null) {
                    link.made();
                }
            }
            case Recreated.Kept<RawName> _ -> {
                request.progress().leftAlone();
                if (link != null) {
                    link.made();
                }
            }
            case Recreated.Refused<RawName>(String reason) -> {
                failed(path, reason);
                if (link != null) {
                    link.failed(reason);
                }
            }
        }
    }

    private void file(FileJob job, boolean reuse) throws IOException {
        job.folder().hold();
        unfinished.add(job);
        try {
            Recreated<FileJob> planned =
                    Recreated.attempt(() -> {
                        plan(job, reuse);
                        return new Recreated.Made<>(job);
                    });
            if (planned instanceof Recreated.Refused<FileJob>(String reason)) {
                job.refuse(reason);
            }
        } catch (CorruptDataException | MissingObjectsException | MalformedException fault) {
            job.damaged(String.valueOf(fault.getMessage()));
        }
        job.done();
    }

    private void plan(FileJob job, boolean reuse) throws IOException {
        Content content = job.node().content();
        if (content instanceof Content.Inline(var bytes)) {
            if (bytes.length() > 0) {
                job.fill(0, ByteBuffer.wrap(bytes.toArray()));
            }
            return;
        }
        long[] offset = {0};
        try (LocalContent local =
                reuse ? comparison.open(job.folder().target(), job.entry()) : null) {
            trees.extents(
                    content,
                    extent -> {
                        if (extent instanceof Extent.Slice slice) {
                            slice(job, offset[0], slice, local);
                        }
                        offset[0] += extent.length();
                    });
        }
        if (offset[0] != content.length()) {
            throw new MalformedException(
                    "content of %d bytes has %d".formatted(content.length(), offset[0]));
        }
    }

    /** What the file that is replaced has already is not fetched. */
    private void slice(FileJob job, long offset, Extent.Slice slice, @Nullable LocalContent local)
            throws IOException {
        byte[] there = local == null ? null : local.matching(offset, slice);
        if (there == null) {
            contents.want(job, offset, slice);
        } else {
            job.write(offset, ByteBuffer.wrap(there));
        }
    }

    /** All pieces of a file are there, or will never be. */
    private void complete(FileJob job) throws IOException {
        RawPath path = job.folder().way().path(job.entry().name());
        String damage = job.damage();
        try {
            if (damage == null) {
                settle(job.folder(), job.entry(), job.finish(), job.link());
            } else {
                request.progress().foundDamage();
                failed(path, damage);
                LinkedFile link = job.link();
                if (link != null) {
                    link.failed(damage);
                }
            }
        } finally {
            unfinished.remove(job);
            job.close();
        }
        release(job.folder());
    }

    @Override
    public void link(Folder folder, Entry entry, LinkedFile file) throws IOException {
        folder.hold();
        file.whenMade(
                new LinkedFile.Waiting() {
                    @Override
                    public void made() throws IOException {
                        linkNow(folder, entry, file);
                        release(folder);
                    }

                    @Override
                    public void failed(String reason) throws IOException {
                        Execution.this.failed(folder.way().path(entry.name()), reason);
                        release(folder);
                    }
                });
    }

    private void linkNow(Folder folder, Entry entry, LinkedFile file) throws IOException {
        settle(folder, entry, Recreated.attempt(() -> linked(folder, entry, file)), null);
    }

    private Recreated<RawName> linked(Folder folder, Entry entry, LinkedFile file)
            throws IOException {
        TargetDirectory from = file.folder().target();
        Optional<FileStatus> there = folder.target().status(entry.name());
        if (there.isPresent()) {
            Optional<FileStatus> first = from.status(file.name());
            if (request.rules().overwrite() == RestoreRequest.Overwrite.NEVER
                    || (first.isPresent() && first.get().isSameFile(there.get()))) {
                return new Recreated.Kept<>();
            }
        }
        return folder.target().link(entry.name(), from, file.name());
    }

    @Override
    public void delete(TargetDirectory directory, RawPath path) throws IOException {
        if (accept(path, directory.remove(path.names().getLast())) != null) {
            request.progress().deletedOne();
            request.listener().deleted(path);
        }
    }

    @Override
    public void stays(RawPath directory, RawPath because) {
        request.listener().stays(directory, because);
    }

    @Override
    public void leave(Folder folder) throws IOException {
        release(folder);
    }

    private void release(Folder folder) throws IOException {
        Folder at = folder;
        while (at != null && at.release()) {
            finish(at);
            at = at.parent();
        }
    }

    private void finish(Folder folder) throws IOException {
        TargetDirectory target = folder.target();
        boolean ours = folder.isWanted() || !target.existed();
        if (ours && folder.action() != Action.KEEP) {
            Recreated<TargetDirectory> finished =
                    Recreated.attempt(() -> {
                        target.finish(folder.metadata());
                        return new Recreated.Made<>(target);
                    });
            boolean top = folder.parent() == null;
            if (accept(folder.path(), finished) != null && !top) {
                restored(folder.path());
            }
        }
        if (folder.parent() != null) {
            target.close();
        }
    }

    @Override
    public void end() throws IOException {
        contents.finish();
    }

    /** After a failure, when nothing runs any more: no file that is half there is left behind. */
    void abandon() throws IOException {
        for (FileJob job : unfinished) {
            job.close();
        }
        unfinished.clear();
    }

    private void restored(RawPath path) {
        request.progress().made();
        request.listener().restored(path);
    }

    /** What was made; null for what was kept, or could not be made, which is then told. */
    private <T> @Nullable T accept(RawPath path, Recreated<T> recreated) {
        return switch (recreated) {
            case Recreated.Made<T>(T value) -> value;
            case Recreated.Kept<T>() -> null;
            case Recreated.Refused<T>(String reason) -> {
                failed(path, reason);
                yield null;
            }
        };
    }

    private void failed(RawPath path, String reason) {
        request.progress().missed();
        request.listener().failed(path, reason);
    }
}
