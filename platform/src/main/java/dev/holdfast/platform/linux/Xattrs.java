package dev.holdfast.platform.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Extended attributes, ACLs and capabilities among them: of an open file, or of an entry of any
 * type in an open directory (through proc, never following a link). Names and values are bytes.
 */
public final class Xattrs {
    private Xattrs() {}

    /** The names of a file's attributes; none where the file system knows of no attributes. */
    public static List<byte[]> names(Descriptor file) throws ErrnoException {
        Scratch scratch = Scratch.current();
        return names(scratch, Syscall.FLISTXATTR, file.number(), file.name());
    }

    /** The names of an entry's attributes; none where the file system knows of no attributes. */
    public static List<byte[]> names(Descriptor directory, byte[] entry) throws ErrnoException {
        Scratch scratch = Scratch.current();
        return names(scratch, Syscall.LLISTXATTR, scratch.procPath(directory, entry), entry);
    }

    private static List<byte[]> names(Scratch scratch, Syscall list, long file, byte[] entry)
            throws ErrnoException {
        MemorySegment buffer = scratch.value();
        long result = list.call(scratch, file, buffer.address(), Scratch.XATTR_SIZE_MAX);
        if (result == 0 || result == -Errno.EOPNOTSUPP) {
            return List.of();
        }
        long length = ErrnoException.check(result, "list attributes of", entry);
        return split(buffer.asSlice(0, length).toArray(JAVA_BYTE));
    }

    private static List<byte[]> split(byte[] zeroEnded) {
        List<byte[]> names = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < zeroEnded.length; i++) {
            if (zeroEnded[i] == 0) {
                names.add(Arrays.copyOfRange(zeroEnded, start, i));
                start = i + 1;
            }
        }
        return names;
    }

    /** A file's attribute, or null if it has none of that name. */
    public static byte @Nullable [] value(Descriptor file, byte[] attribute) throws ErrnoException {
        Scratch scratch = Scratch.current();
        return value(scratch, Syscall.FGETXATTR, file.number(), attribute, file.name());
    }

    /** An entry's attribute, or null if it has none of that name. */
    public static byte @Nullable [] value(Descriptor directory, byte[] entry, byte[] attribute)
            throws ErrnoException {
        Scratch scratch = Scratch.current();
        long path = scratch.procPath(directory, entry);
        return value(scratch, Syscall.LGETXATTR, path, attribute, entry);
    }

    private static byte @Nullable [] value(
            Scratch scratch, Syscall get, long file, byte[] attribute, byte[] entry)
            throws ErrnoException {
        MemorySegment buffer = scratch.value();
        long name = scratch.attributeName(attribute);
        long size = Scratch.XATTR_SIZE_MAX;
        long result = get.call(scratch, file, name, buffer.address(), size);
        if (result == -Errno.ENODATA) {
            return null;
        }
        if (result < 0) {
            throw new ErrnoException(attempt("read", attribute), entry, (int) -result);
        }
        return buffer.asSlice(0, result).toArray(JAVA_BYTE);
    }

    /** Sets or replaces an open file's attribute. */
    public static void set(Descriptor file, byte[] attribute, byte[] value) throws ErrnoException {
        Scratch scratch = Scratch.current();
        set(
                scratch,
                Syscall.FSETXATTR,
                file.number(),
                new Attribute(attribute, value, file.name()));
    }

    /** Sets or replaces an entry's attribute. */
    public static void set(Descriptor directory, byte[] entry, byte[] attribute, byte[] value)
            throws ErrnoException {
        Scratch scratch = Scratch.current();
        long path = scratch.procPath(directory, entry);
        set(scratch, Syscall.LSETXATTR, path, new Attribute(attribute, value, entry));
    }

    private static void set(Scratch scratch, Syscall set, long file, Attribute attribute)
            throws ErrnoException {
        byte[] value = attribute.value;
        if (value.length > Scratch.XATTR_SIZE_MAX) {
            throw new ErrnoException(attempt("set", attribute.name), attribute.entry, Errno.E2BIG);
        }
        MemorySegment buffer = scratch.value();
        MemorySegment.copy(value, 0, buffer, JAVA_BYTE, 0, value.length);
        long name = scratch.attributeName(attribute.name);
        long result = set.call(scratch, file, name, buffer.address(), value.length);
        if (result < 0) {
            throw new ErrnoException(
                    attempt("set", attribute.name), attribute.entry, (int) -result);
        }
    }

    private static final class Attribute {
        private final byte[] name;
        private final byte[] value;
        private final byte[] entry;

        Attribute(byte[] name, byte[] value, byte[] entry) {
            this.name = name;
            this.value = value;
            this.entry = entry;
        }
    }

    /** Removes an open file's attribute, if it has it. */
    public static void remove(Descriptor file, byte[] attribute) throws ErrnoException {
        Scratch scratch = Scratch.current();
        remove(scratch, Syscall.FREMOVEXATTR, file.number(), attribute, file.name());
    }

    /** Removes an entry's attribute, if it has it. */
    public static void remove(Descriptor directory, byte[] entry, byte[] attribute)
            throws ErrnoException {
        Scratch scratch = Scratch.current();
        long path = scratch.procPath(directory, entry);
        remove(scratch, Syscall.LREMOVEXATTR, path, attribute, entry);
    }

    private static void remove(
            Scratch scratch, Syscall remove, long file, byte[] attribute, byte[] entry)
            throws ErrnoException {
        long result = remove.call(scratch, file, scratch.attributeName(attribute), 0);
        if (result < 0 && result != -Errno.ENODATA) {
            throw new ErrnoException(attempt("remove", attribute), entry, (int) -result);
        }
    }

    private static String attempt(String verb, byte[] attribute) {
        return "%s attribute %s of".formatted(verb, ShownName.of(attribute));
    }
}
