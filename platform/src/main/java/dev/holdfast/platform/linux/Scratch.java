package dev.holdfast.platform.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One thread's native memory for the arguments and results of small calls: nothing is allocated for
 * a call. What it holds is good until the next call on the same thread. It lives as long as its
 * thread, so addresses in it outlast the call that they are passed to.
 */
final class Scratch {
    /** The kernel refuses longer path arguments, the terminating zero included. */
    static final int PATH_SIZE_MAX = 4096;

    /** More than the longest start that procPath puts before a name. */
    private static final int PROC_PATH_SIZE_MAX = 64;

    /** Larger than every fixed structure that the kernel fills in for us. */
    static final int STRUCT_SIZE = 4096;

    private static final int VECTOR_SIZE = 2 * Long.BYTES;

    /** The kernel's limit for one extended attribute's value, and for a list of their names. */
    static final int XATTR_SIZE_MAX = 65536;

    private static final ThreadLocal<Scratch> CURRENT = ThreadLocal.withInitial(Scratch::new);

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment errno = arena.allocate(Syscall.stateSize(), 16);
    private final MemorySegment firstPath = arena.allocate(PATH_SIZE_MAX + PROC_PATH_SIZE_MAX, 16);
    private final MemorySegment secondPath = arena.allocate(PATH_SIZE_MAX + PROC_PATH_SIZE_MAX, 16);
    private final MemorySegment struct = arena.allocate(STRUCT_SIZE, 16);
    private @Nullable MemorySegment value;

    /** The device decoded last: nearly always that of the next file too. */
    private Stat.Device device = new Stat.Device(0, 0);

    private Scratch() {}

    static Scratch current() {
        return CURRENT.get();
    }

    MemorySegment errno() {
        return errno;
    }

    MemorySegment struct() {
        return struct;
    }

    MemorySegment value() {
        if (value == null) {
            value = arena.allocate(XATTR_SIZE_MAX, 16);
        }
        return value;
    }

    Stat.Device device(int major, int minor) {
        if (device.major() != major || device.minor() != minor) {
            device = new Stat.Device(major, minor);
        }
        return device;
    }

    /** The address of a directory entry's name. Refuses what could lead out of the directory. */
    long name(byte[] name) {
        return name(firstPath, name);
    }

    /** Like {@link #name}, for calls that take two names. */
    long secondName(byte[] name) {
        return name(secondPath, name);
    }

    /** The address of a path, which may hold slashes. */
    long path(byte[] path) {
        return string(firstPath, path);
    }

    long emptyPath() {
        firstPath.set(JAVA_BYTE, 0, (byte) 0);
        return firstPath.address();
    }

    /** The address of an extended attribute's name. */
    long attributeName(byte[] name) {
        return string(secondPath, name);
    }

    /** The address of a path to the open file itself, through proc. */
    long procPath(Descriptor file) {
        return string(firstPath, ascii("/proc/self/fd/" + file.number()));
    }

    /** The address of a path to an entry of the open directory, through proc. */
    long procPath(Descriptor directory, byte[] name) {
        requireName(name);
        byte[] start = ascii("/proc/self/fd/" + directory.number() + "/");
        MemorySegment.copy(start, 0, firstPath, JAVA_BYTE, 0, start.length);
        MemorySegment.copy(name, 0, firstPath, JAVA_BYTE, start.length, name.length);
        firstPath.set(JAVA_BYTE, start.length + (long) name.length, (byte) 0);
        return firstPath.address();
    }

    /** The address of one {@code struct iovec} for so many bytes, which lie behind it. */
    long vector(long size) {
        struct.set(ValueLayout.JAVA_LONG, 0, struct.address() + VECTOR_SIZE);
        struct.set(ValueLayout.JAVA_LONG, Long.BYTES, size);
        return struct.address();
    }

    /** The address of one {@code struct cachestat_range}; the result belongs behind it. */
    long range(long position, long length) {
        struct.set(ValueLayout.JAVA_LONG, 0, position);
        struct.set(ValueLayout.JAVA_LONG, Long.BYTES, length);
        return struct.address();
    }

    long getLong(long offset) {
        return struct.get(ValueLayout.JAVA_LONG, offset);
    }

    int getInt(long offset) {
        return struct.get(ValueLayout.JAVA_INT, offset);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static long name(MemorySegment place, byte[] name) {
        requireName(name);
        return copy(place, name);
    }

    private static void requireName(byte[] name) {
        boolean special = name.length <= 2 && name.length > 0 && name[0] == '.';
        if (special && name[name.length - 1] == '.') {
            throw new IllegalArgumentException("'.' and '..' name no entry of their own");
        }
        for (byte b : name) {
            if (b == '/') {
                throw new IllegalArgumentException("slash in name " + ShownName.of(name));
            }
        }
        requireString(name);
    }

    private static long string(MemorySegment place, byte[] string) {
        requireString(string);
        return copy(place, string);
    }

    private static void requireString(byte[] string) {
        if (string.length == 0 || string.length >= PATH_SIZE_MAX) {
            throw new IllegalArgumentException("name or path of " + string.length + " bytes");
        }
        for (byte b : string) {
            if (b == 0) {
                throw new IllegalArgumentException("zero byte in " + ShownName.of(string));
            }
        }
    }

    private static long copy(MemorySegment place, byte[] string) {
        MemorySegment.copy(string, 0, place, JAVA_BYTE, 0, string.length);
        place.set(JAVA_BYTE, string.length, (byte) 0);
        return place.address();
    }
}
