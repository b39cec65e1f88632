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

    /**
     * The names of the attributes of a file, also of one only found; none where the file system
     * knows of no attributes.
     */
    public static List<byte[]> names(Descriptor file) throws ErrnoException {
        Scratch scratch = Scratch.current();
        Syscall call = file.onlyFinds() ? Syscall.LISTXATTR : Syscall.FLISTXATTR;
        return names(scratch, call, subject(scratch, file), file.name());
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

    /** The attribute of a file, also of one only found, or null if it has none of that name. */
    public static byte @Nullable [] value(Descriptor file, byte[] attribute) throws ErrnoException {
        Scratch scratch = Scratch.current();
        Syscall call = file.onlyFinds() ? Syscall.GETXATTR : Syscall.FGETXATTR;
        return value(scratch, call, subject(scratch, file), attribute, file.name());
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

    /** Sets or replaces an attribute, also of a file that was only found. */
    public static void set(Descriptor file, byte[] attribute, byte[] value) throws ErrnoException {
        if (value.length > Scratch.XATTR_SIZE_MAX) {
            throw new ErrnoException(attempt("set", attribute), file.name(), Errno.E2BIG);
        }
        Scratch scratch = Scratch.current();
        MemorySegment buffer = scratch.value();
        MemorySegment.copy(value, 0, buffer, JAVA_BYTE, 0, value.length);
        long name = scratch.attributeName(attribute);
        long memory = buffer.address();
        Syscall call = file.onlyFinds() ? Syscall.SETXATTR : Syscall.FSETXATTR;
        long result = call.call(scratch, subject(scratch, file), name, memory, value.length);
        if (result < 0) {
            throw new ErrnoException(attempt("set", attribute), file.name(), (int) -result);
        }
    }

    /** Removes an attribute, if the file has it; also of a file that was only found. */
    public static void remove(Descriptor file, byte[] attribute) throws ErrnoException {
        Scratch scratch = Scratch.current();
        long name = scratch.attributeName(attribute);
        Syscall call = file.onlyFinds() ? Syscall.REMOVEXATTR : Syscall.FREMOVEXATTR;
        long result = call.call(scratch, subject(scratch, file), name, 0);
        if (result < 0 && result != -Errno.ENODATA) {
            throw new ErrnoException(attempt("remove", attribute), file.name(), (int) -result);
        }
    }

    /** What a call works on: the file's number, or for a file only found its path through proc. */
    private static long subject(Scratch scratch, Descriptor file) {
        return file.onlyFinds() ? scratch.procPath(file) : file.number();
    }

    private static String attempt(String verb, byte[] attribute) {
        return "%s attribute %s of".formatted(verb, ShownName.of(attribute));
    }
}
