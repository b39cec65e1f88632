package dev.holdfast.filesystem.volume;

import dev.holdfast.model.Printable;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.platform.linux.Descriptor;
import dev.holdfast.platform.linux.FileSystem;
import dev.holdfast.platform.linux.Stat;
import dev.holdfast.platform.mount.DiskUuids;
import dev.holdfast.platform.mount.Mount;
import dev.holdfast.platform.mount.MountTable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a file system is called for as long as it lives. Asks once for each mount and device,
 * and remembers: make a new one for each run. For one thread at a time.
 */
public final class FileSystemIds {
    private static final String BTRFS = "btrfs";
    private static final String SUBVOLUME_OPTION = "subvolid=";

    /** What is written to layers goes here; without it, nothing can be written to them. */
    private static final List<String> LAYER_OPTIONS = List.of("upperdir=", "lowerdir=");

    /** Some file systems were made without a UUID, and the kernel says this. */
    private static final UUID NIL = new UUID(0, 0);

    private record Place(long mount, Stat.Device device) {}

    /** What is known of a file system before it is named. */
    record Facts(
            String type,
            Optional<UUID> uuid,
            Optional<String> diskUuid,
            FileSystem fileSystem,
            String source,
            OptionalLong subvolume) {}

    private final Map<Place, FileSystemId> known = new HashMap<>();
    private MountTable table;
    private @Nullable Map<Stat.Device, String> diskUuids;

    public FileSystemIds() throws IOException {
        this.table = MountTable.read();
    }

    /** Names the file system that an open directory lies on. */
    public FileSystemId identify(Descriptor directory) throws IOException {
        Stat stat = Stat.of(directory);
        Place place = new Place(stat.mountId(), stat.device());
        FileSystemId id = known.get(place);
        if (id == null) {
            id = name(facts(directory, stat));
            known.put(place, id);
        }
        return id;
    }

    private Facts facts(Descriptor directory, Stat stat) throws IOException {
        FileSystem fileSystem = FileSystem.of(directory);
        Optional<Mount> mount = mount(stat);
        Optional<UUID> uuid = FileSystem.uuid(directory).filter(each -> !each.equals(NIL));
        OptionalLong subvolume = FileSystem.subvolume(directory);
        return new Facts(
                mount.map(Mount::type).orElseGet(() -> type(fileSystem)),
                uuid,
                uuid.isPresent()
                        ? Optional.empty()
                        : Optional.ofNullable(diskUuids().get(stat.device())),
                fileSystem,
                mount.map(FileSystemIds::source).orElse(""),
                subvolume.isPresent()
                        ? subvolume
                        : subvolume(mount.map(Mount::superOptions).orElse(List.of())));
    }

    /** Layers have no device: of all that they are made of, one directory is theirs alone. */
    private static String source(Mount mount) {
        if (MountKind.of(mount.type()) == MountKind.LAYERED) {
            for (String option : LAYER_OPTIONS) {
                for (String each : mount.superOptions()) {
                    if (each.startsWith(option)) {
                        return each.substring(option.length());
                    }
                }
            }
        }
        return Printable.of(mount.source());
    }

    /** What was mounted since the table was read is found by reading it again. */
    private Optional<Mount> mount(Stat stat) throws IOException {
        Optional<Mount> mount = find(stat);
        if (mount.isEmpty()) {
            table = MountTable.read();
            mount = find(stat);
        }
        return mount;
    }

    private Optional<Mount> find(Stat stat) {
        if (stat.mountId() != Stat.MOUNT_ID_UNKNOWN) {
            return table.byId(stat.mountId());
        }
        return table.mounts().stream()
                .filter(mount -> mount.device().equals(stat.device()))
                .findFirst();
    }

    private Map<Stat.Device, String> diskUuids() throws IOException {
        if (diskUuids == null) {
            diskUuids = DiskUuids.read();
        }
        return diskUuids;
    }

    private static String type(FileSystem fileSystem) {
        return fileSystem.type() == FileSystem.TYPE_BTRFS
                ? BTRFS
                : "type %x".formatted(fileSystem.type());
    }

    private static OptionalLong subvolume(List<String> options) {
        return options.stream()
                .filter(option -> option.startsWith(SUBVOLUME_OPTION))
                .mapToLong(option -> Long.parseLong(option.substring(SUBVOLUME_OPTION.length())))
                .findFirst();
    }

    /**
     * The kernel's word is best, then udev's. Without both, ext keeps an id that was made from its
     * UUID; of the rest we know only where they come from.
     */
    static FileSystemId name(Facts facts) {
        String uuid =
                facts.uuid()
                        .map(UUID::toString)
                        .or(facts::diskUuid)
                        .orElseGet(() ->
                                facts.fileSystem().type() == FileSystem.TYPE_EXT
                                                && facts.fileSystem().id() != 0
                                        ? "id %016x".formatted(facts.fileSystem().id())
                                        : "source " + facts.source());
        boolean subvolumes = facts.type().equals(BTRFS);
        return new FileSystemId(
                cut(facts.type()), cut(uuid), subvolumes ? facts.subvolume().orElse(0) : 0);
    }

    private static String cut(String text) {
        int max = FileSystemId.TEXT_LENGTH_MAX;
        return text.length() <= max ? text : text.substring(text.length() - max);
    }
}
