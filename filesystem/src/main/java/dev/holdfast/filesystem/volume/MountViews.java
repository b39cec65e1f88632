package dev.holdfast.filesystem.volume;

import dev.holdfast.model.RawPath;
import dev.holdfast.platform.mount.Mount;
import dev.holdfast.platform.mount.MountTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out where else a mounted tree can be seen: a directory that is bound to a second place, or
 * a file system that is mounted twice.
 */
public final class MountViews {
    private static final String BTRFS = "btrfs";

    private final List<Mount> mounts;

    private MountViews(MountTable table) {
        this.mounts = table.mounts();
    }

    /** What is mounted now. */
    public static MountViews now() throws IOException {
        return new MountViews(MountTable.read());
    }

    static MountViews of(MountTable table) {
        return new MountViews(table);
    }

    /**
     * The first view of what is mounted by a mount, by the kernel's table: of two mounts of the
     * same directory the earlier one, of a directory and one above it the one above. Whether
     * something else is mounted over it by now, this does not tell. Subvolumes of btrfs are views
     * of each other only if they are the same: who mounts one of them means that place. What is
     * mounted onto its own place hides the view below it, and is seen nowhere else.
     *
     * @param mount as a status tells it
     * @return empty if this is the first view itself
     */
    public Optional<RawPath> firstView(long mount) {
        for (int i = 0; i < mounts.size(); i++) {
            if (mounts.get(i).id() == mount) {
                return firstView(i);
            }
        }
        return Optional.empty();
    }

    private Optional<RawPath> firstView(int index) {
        Mount mount = mounts.get(index);
        RawPath root = RawPath.of(mount.root());
        Mount first = mount;
        for (int i = 0; i < mounts.size(); i++) {
            Mount other = mounts.get(i);
            RawPath outer = RawPath.of(other.root());
            boolean same = outer.equals(root);
            boolean shows = same ? i < index : isAbove(outer, root, mount);
            boolean better = outer.names().size() < RawPath.of(first.root()).names().size();
            if (other.device().equals(mount.device()) && shows && (first == mount || better)) {
                first = other;
            }
        }
        return Optional.of(path(first, root))
                .filter(path -> !path.equals(RawPath.of(mount.point())));
    }

    private static boolean isAbove(RawPath outer, RawPath root, Mount mount) {
        return !mount.type().equals(BTRFS) && root.startsWith(outer);
    }

    private static RawPath path(Mount view, RawPath root) {
        var names = new ArrayList<>(RawPath.of(view.point()).names());
        names.addAll(
                root.names().subList(RawPath.of(view.root()).names().size(), root.names().size()));
        return new RawPath(names);
    }
}
