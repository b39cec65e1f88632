package dev.holdfast.client.assembly;

import dev.holdfast.client.progress.Gaps;
import dev.holdfast.filesystem.capture.SourceDirectory.Description;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Times;
import dev.holdfast.model.tree.Xattr;
import java.util.ArrayList;
import java.util.List;

/** Takes what is known of entries beside their content, as far as an object can hold it. */
public final class Descriptions {
    /** Extended attributes of one entry, in bytes: several such entries must fit in an object. */
    static final int XATTRS_SIZE_MAX = 1 << 20;

    /**
     * The coarsest clocks of file systems tick every two seconds: a write may hide in the tick in
     * which the run began to look.
     */
    private static final long TICK_SECONDS = 3;

    private final Gaps gaps;
    private final Owners owners;
    private final Timestamp started;

    /**
     * @param started when the run began, before anything was looked at
     */
    public Descriptions(Gaps gaps, Owners owners, Timestamp started) {
        this.gaps = gaps;
        this.owners = owners;
        this.started = started;
    }

    /** Names what of it could not be read, or is too much. */
    public Described take(RawPath path, Description description) {
        description.unreadable().forEach(reason -> gaps.add(path, reason));
        Metadata all = settled(description);
        owners.met(all.owner());
        List<Xattr> kept = fitting(all.xattrs());
        int left = all.xattrs().size() - kept.size();
        if (left == 0) {
            return new Described(all, description.unreadable().isEmpty());
        }
        gaps.add(path, "cannot save %d of its many extended attributes".formatted(left));
        Metadata cut =
                new Metadata(
                        all.mode(),
                        all.owner(),
                        all.times(),
                        all.inode(),
                        all.links(),
                        all.flags(),
                        kept);
        return new Described(cut, false);
    }

    /**
     * What was read, without the time of change if that does not tell a later write: the file was
     * touched since the run began, so that a store to mapped memory may still find its page
     * writable, or so shortly before that the clock may not tick.
     */
    public Metadata settled(Description description) {
        Metadata metadata = description.metadata();
        Times times = metadata.times();
        return times.changed().seconds() < started.seconds() - TICK_SECONDS
                ? metadata
                : metadata.with(times.unsettled());
    }

    /** The first of them that fit: what the system keeps there comes before what users do. */
    private static List<Xattr> fitting(List<Xattr> xattrs) {
        List<Xattr> fitting = new ArrayList<>();
        long size = 0;
        for (Xattr xattr : xattrs) {
            size += xattr.name().length() + xattr.value().length();
            if (size > XATTRS_SIZE_MAX) {
                break;
            }
            fitting.add(xattr);
        }
        return fitting;
    }
}
