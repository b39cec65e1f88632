package dev.holdfast.testkit;

import dev.holdfast.platform.durable.DiscFullException;
import dev.holdfast.platform.durable.Space;
import dev.holdfast.platform.durable.Transfer;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeFile;
import dev.holdfast.platform.durable.VolumeLock;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A volume in memory on which the machine can stop at any operation that changes something, and
 * forget what was not synced; whose disc can be full, fail, and rot. Operations count from 1.
 */
public final class SimulatedVolume implements Volume {
    private static final int NEVER = 0;
    private static final long SIZE = 1L << 40;

    /** Too little for anybody to put some of it by, unless a test wants that. */
    private static final long ROOM = 32L << 20;

    private final NavigableMap<String, SimulatedFile> files = new TreeMap<>();
    private final Map<String, SimulatedFile> durable = new TreeMap<>();

    /** For each directory what was done to its names since it was synced. */
    private final Map<String, List<NameChange>> unsynced = new HashMap<>();

    private final NavigableSet<String> directories = new TreeSet<>(Set.of(""));
    private final Set<String> locked = new HashSet<>();

    private int operations;
    private int stopAt = NEVER;
    private int fullFrom = NEVER;
    private int failAt = NEVER;
    private boolean stopped;
    private boolean canPunch = true;
    private long room = ROOM;

    /**
     * @param removed a name that is gone, if any
     * @param added a name that is there, if any
     */
    private record NameChange(
            @Nullable String removed, @Nullable String added, SimulatedFile file) {
        void apply(Map<String, SimulatedFile> files) {
            if (removed != null) {
                files.remove(removed);
            }
            if (added != null) {
                files.put(added, file);
            }
        }
    }

    /** The machine stops within this operation: it may or may not have been done. */
    public synchronized SimulatedVolume stopAt(int operation) {
        stopAt = operation;
        return this;
    }

    /** From this operation on nothing that needs room succeeds, until {@link #freeSpace}. */
    public synchronized SimulatedVolume fullFrom(int operation) {
        fullFrom = operation;
        return this;
    }

    /** From now on so many bytes are free, as far as the volume tells. */
    public synchronized SimulatedVolume withRoom(long bytes) {
        room = bytes;
        return this;
    }

    /** From now on a file system that cannot punch holes into files. */
    public synchronized SimulatedVolume withoutPunching() {
        canPunch = false;
        return this;
    }

    public synchronized void freeSpace() {
        fullFrom = NEVER;
    }

    /** This one operation fails with an error of the disc; 0 for none. */
    public synchronized SimulatedVolume failAt(int operation) {
        failAt = operation;
        return this;
    }

    /** How many operations there were that changed something. */
    public synchronized int operations() {
        return operations;
    }

    /** The volume after the machine came back: what was not synced is kept by chance. */
    public synchronized SimulatedVolume reopen(long seed) {
        // The first numbers of neighbouring seeds are much alike.
        Random random = new Random(seed * 0x9e37_79b9_7f4a_7c15L);
        Map<String, SimulatedFile> left = new TreeMap<>(durable);
        for (String directory : new TreeSet<>(unsynced.keySet())) {
            List<NameChange> changes = unsynced.getOrDefault(directory, List.of());
            int kept = random.nextInt(changes.size() + 1);
            changes.subList(0, kept).forEach(change -> change.apply(left));
        }
        SimulatedVolume after = new SimulatedVolume();
        after.canPunch = canPunch;
        after.room = room;
        after.directories.addAll(directories);
        left.forEach((name, file) -> after.put(name, file.afterCrash(random)));
        return after;
    }

    private void put(String name, SimulatedFile file) {
        files.put(name, file);
        durable.put(name, file);
    }

    /** Flips one bit of a file, on disc. */
    public synchronized void flip(String name, long bit) throws IOException {
        file(name).flip(bit);
    }

    /** Puts other bytes into a file, on disc, as somebody with another program would. */
    public synchronized void overwrite(String name, byte[] bytes) {
        SimulatedFile file = files.computeIfAbsent(name, absent -> new SimulatedFile(bytes));
        file.replace(bytes);
        durable.put(name, file);
    }

    /** Takes a file away, on disc, as somebody with another program would. */
    public synchronized void remove(String name) {
        files.remove(name);
        durable.remove(name);
    }

    /** The names of all files. */
    public synchronized List<String> names() {
        return List.copyOf(files.keySet());
    }

    /** A file's bytes. */
    public synchronized byte[] bytes(String name) throws IOException {
        return file(name).bytes().clone();
    }

    private enum Need {
        ROOM,
        NO_ROOM
    }

    private interface Operation {
        void run() throws IOException;
    }

    /** An operation that the stop finds under way may have been done; one that fails was not. */
    private void change(Need need, Operation operation) throws IOException {
        begin(need);
        operation.run();
        stopIfDue();
    }

    private void begin(Need need) throws IOException {
        requireRunning();
        operations++;
        if (operations == failAt) {
            throw new IOException("input/output error");
        }
        if (need == Need.ROOM && fullFrom != NEVER && operations >= fullFrom) {
            throw new DiscFullException("simulated");
        }
    }

    private void requireRunning() throws IOException {
        if (stopped) {
            throw new StoppedException();
        }
    }

    private void stopIfDue() throws IOException {
        stopped = operations == stopAt;
        requireRunning();
    }

    private SimulatedFile file(String name) throws IOException {
        SimulatedFile file = files.get(name);
        if (file == null) {
            throw new NoSuchFileException(name);
        }
        return file;
    }

    private void requireDirectory(String name) throws IOException {
        if (!directories.contains(name)) {
            throw new NoSuchFileException(name);
        }
    }

    private void rename(NameChange change, String directory) {
        change.apply(files);
        unsynced.computeIfAbsent(directory, name -> new ArrayList<>()).add(change);
    }

    @Override
    public synchronized VolumeFile create(String name, Transfer transfer) throws IOException {
        requireDirectory(Volume.directoryOf(name));
        if (files.containsKey(name) || directories.contains(name)) {
            throw new FileAlreadyExistsException(name);
        }
        SimulatedFile file = new SimulatedFile(new byte[0]);
        change(Need.ROOM, () -> rename(new NameChange(null, name, file), Volume.directoryOf(name)));
        locked.add(name);
        return new OpenFile(file, transfer, name);
    }

    @Override
    public synchronized VolumeFile open(String name) throws IOException {
        requireRunning();
        return new OpenFile(file(name), Transfer.PLAIN, null);
    }

    @Override
    public synchronized Optional<VolumeFile> claim(String name) throws IOException {
        requireRunning();
        SimulatedFile file = file(name);
        return locked.add(name)
                ? Optional.of(new OpenFile(file, Transfer.PLAIN, name))
                : Optional.empty();
    }

    @Override
    public synchronized MemorySegment map(String name) throws IOException {
        requireRunning();
        return MemorySegment.ofArray(file(name).bytes().clone()).asReadOnly();
    }

    @Override
    public synchronized boolean exists(String name) throws IOException {
        requireRunning();
        return files.containsKey(name) || directories.contains(name);
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        SimulatedFile file = file(from);
        requireDirectory(Volume.directoryOf(to));
        if (!Volume.directoryOf(from).equals(Volume.directoryOf(to))) {
            throw new IllegalArgumentException("renaming across directories is not simulated");
        }
        change(Need.NO_ROOM, () -> rename(new NameChange(from, to, file), Volume.directoryOf(to)));
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        requireRunning();
        SimulatedFile file = files.get(name);
        if (file != null) {
            change(
                    Need.NO_ROOM,
                    () -> rename(new NameChange(name, null, file), Volume.directoryOf(name)));
        }
    }

    @Override
    public synchronized List<String> list(String directory) throws IOException {
        requireRunning();
        String prefix = directory.isEmpty() ? "" : directory + "/";
        Set<String> names = new TreeSet<>();
        for (NavigableSet<String> all : List.of(files.navigableKeySet(), directories)) {
            for (String name : all.tailSet(prefix, true)) {
                if (!name.startsWith(prefix)) {
                    break;
                }
                if (!name.isEmpty() && name.indexOf('/', prefix.length()) < 0) {
                    names.add(name.substring(prefix.length()));
                }
            }
        }
        return List.copyOf(names);
    }

    @Override
    public synchronized void makeDirectory(String name) throws IOException {
        if (!directories.contains(name)) {
            makeDirectory(Volume.directoryOf(name));
            change(Need.ROOM, () -> directories.add(name));
        }
    }

    @Override
    public synchronized void syncDirectory(String name) throws IOException {
        requireDirectory(name);
        begin(Need.NO_ROOM);
        stopIfDue();
        List<NameChange> changes = unsynced.remove(name);
        if (changes != null) {
            changes.forEach(change -> change.apply(durable));
        }
    }

    @Override
    public synchronized VolumeLock lock(String name) throws IOException {
        requireRunning();
        while (!locked.add(name)) {
            try {
                wait();
            } catch (InterruptedException interrupted) {
                throw new IOException("interrupted", interrupted);
            }
        }
        return () -> release(name);
    }

    @Override
    public synchronized Optional<VolumeLock> tryLock(String name) throws IOException {
        requireRunning();
        return locked.add(name) ? Optional.of(() -> release(name)) : Optional.empty();
    }

    private synchronized void release(@Nullable String name) {
        if (name != null) {
            locked.remove(name);
            notifyAll();
        }
    }

    @Override
    public synchronized void syncAll() throws IOException {
        begin(Need.NO_ROOM);
        stopIfDue();
        files.values().forEach(SimulatedFile::sync);
        for (List<NameChange> changes : unsynced.values()) {
            changes.forEach(change -> change.apply(durable));
        }
        unsynced.clear();
    }

    @Override
    public synchronized Space space() {
        return new Space(SIZE, fullFrom != NEVER && operations >= fullFrom ? 0 : room);
    }

    @Override
    public String toString() {
        return "simulated volume";
    }

    private final class OpenFile implements VolumeFile {
        private final SimulatedFile file;
        private final Transfer transfer;
        private @Nullable String locks;

        OpenFile(SimulatedFile file, Transfer transfer, @Nullable String locks) {
            this.file = file;
            this.transfer = transfer;
            this.locks = locks;
        }

        @Override
        public long size() throws IOException {
            synchronized (SimulatedVolume.this) {
                requireRunning();
                return file.bytes().length;
            }
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            synchronized (SimulatedVolume.this) {
                requireRunning();
                return file.read(target, position);
            }
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            if (transfer == Transfer.DIRECT
                    && (position % BLOCK_SIZE != 0 || source.remaining() % BLOCK_SIZE != 0)) {
                throw new IllegalArgumentException(
                        "%d bytes at %d are not aligned".formatted(source.remaining(), position));
            }
            synchronized (SimulatedVolume.this) {
                change(Need.ROOM, () -> file.write(source, position));
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            synchronized (SimulatedVolume.this) {
                change(Need.NO_ROOM, () -> file.truncate(size));
            }
        }

        @Override
        public boolean punch(long position, long length) throws IOException {
            synchronized (SimulatedVolume.this) {
                if (canPunch) {
                    change(Need.NO_ROOM, () -> file.punch(position, length));
                }
                return canPunch;
            }
        }

        @Override
        public void reserve(long length) throws IOException {
            synchronized (SimulatedVolume.this) {
                change(Need.ROOM, () -> file.reserve(length));
            }
        }

        @Override
        public void sync() throws IOException {
            synchronized (SimulatedVolume.this) {
                begin(Need.NO_ROOM);
                stopIfDue();
                file.sync();
            }
        }

        @Override
        public void close() {
            release(locks);
            locks = null;
        }
    }
}
