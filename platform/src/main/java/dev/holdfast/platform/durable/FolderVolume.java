package dev.holdfast.platform.durable;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The real volume. */
final class FolderVolume implements Volume {
    /** Of the whole process, as the kernel's locks are. */
    private static final HeldNames HELD = new HeldNames();

    private final Path folder;

    FolderVolume(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        this.folder = folder;
    }

    private Path path(String name) {
        Path path = folder.resolve(name).normalize();
        if (!path.startsWith(folder) || name.startsWith("/")) {
            throw new IllegalArgumentException("not a name within the volume: " + name);
        }
        return path;
    }

    @Override
    public VolumeFile create(String name, Transfer transfer) throws IOException {
        Path path = path(name);
        if (!HELD.tryHold(path)) {
            throw new FileAlreadyExistsException(name);
        }
        try {
            while (true) {
                ChannelFile file = createAndLock(path, transfer);
                // Between our creating and our locking somebody may have taken the empty file for
                // what a dead process left behind, and deleted it.
                if (Files.exists(path)) {
                    return file;
                }
                file.close();
                HELD.hold(path);
            }
        } catch (IOException | RuntimeException failed) {
            HELD.release(path);
            throw failed;
        }
    }

    private ChannelFile createAndLock(Path path, Transfer transfer) throws IOException {
        FileChannel channel = openNew(path);
        DirectWriter direct = DirectWriter.none();
        try {
            direct = transfer == Transfer.DIRECT ? DirectWriter.on(path) : direct;
            channel.lock();
        } catch (IOException | RuntimeException failed) {
            direct.close();
            channel.close();
            throw failed;
        }
        return new ChannelFile(path, channel, direct, () -> HELD.release(path));
    }

    private FileChannel openNew(Path path) throws IOException {
        try {
            return FileChannel.open(
                    path,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
        } catch (IOException failure) {
            throw DiscFull.translate(failure, folder, 0);
        }
    }

    @Override
    public VolumeFile open(String name) throws IOException {
        Path path = path(name);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        return new ChannelFile(path, channel, DirectWriter.none(), () -> {});
    }

    @Override
    public Optional<VolumeFile> claim(String name) throws IOException {
        Path path = path(name);
        if (!HELD.tryHold(path)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return Optional.of(
                        new ChannelFile(
                                path, channel, DirectWriter.none(), () -> HELD.release(path)));
            }
        } catch (IOException | RuntimeException failed) {
            close(channel, path);
            throw failed;
        }
        close(channel, path);
        return Optional.empty();
    }

    private static void close(@Nullable FileChannel channel, Path path) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            HELD.release(path);
        }
    }

    @Override
    public MemorySegment map(String name) throws IOException {
        try (FileChannel channel = FileChannel.open(path(name), StandardOpenOption.READ)) {
            // Collected with its last user: a view may still be searched when its file is deleted.
            return channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
        }
    }

    @Override
    public boolean exists(String name) {
        return Files.exists(path(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        try {
            Files.move(path(from), path(to), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw DiscFull.translate(failure, folder, 0);
        }
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(path(name));
    }

    @Override
    public List<String> list(String directory) throws IOException {
        try (Stream<Path> entries = Files.list(path(directory))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    @Override
    public void makeDirectory(String name) throws IOException {
        if (name.isEmpty() || Files.isDirectory(path(name))) {
            return;
        }
        String parent = Volume.directoryOf(name);
        makeDirectory(parent);
        try {
            Files.createDirectory(path(name));
        } catch (FileAlreadyExistsException raced) {
            if (!Files.isDirectory(path(name))) {
                throw raced;
            }
        } catch (IOException failure) {
            throw DiscFull.translate(failure, folder, 0);
        }
        syncDirectory(parent);
    }

    @Override
    public void syncDirectory(String name) throws IOException {
        try (FileChannel directory = FileChannel.open(path(name), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @Override
    public VolumeLock lock(String name) throws IOException {
        Path path = path(name);
        HELD.hold(path);
        FileChannel channel = null;
        try {
            channel = openLockFile(path);
            channel.lock();
        } catch (IOException | RuntimeException failed) {
            close(channel, path);
            throw failed;
        }
        FileChannel held = channel;
        return () -> close(held, path);
    }

    @Override
    public Optional<VolumeLock> tryLock(String name) throws IOException {
        Path path = path(name);
        if (!HELD.tryHold(path)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        try {
            channel = openLockFile(path);
            if (channel.tryLock() != null) {
                FileChannel held = channel;
                return Optional.of(() -> close(held, path));
            }
        } catch (IOException | RuntimeException failed) {
            close(channel, path);
            throw failed;
        }
        close(channel, path);
        return Optional.empty();
    }

    private FileChannel openLockFile(Path path) throws IOException {
        try {
            return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException failure) {
            throw DiscFull.translate(failure, folder, 0);
        }
    }

    @Override
    public void syncAll() throws IOException {
        Room.syncAll(folder);
    }

    @Override
    public Space space() throws IOException {
        FileStore store = Files.getFileStore(folder);
        return new Space(store.getTotalSpace(), store.getUsableSpace());
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
