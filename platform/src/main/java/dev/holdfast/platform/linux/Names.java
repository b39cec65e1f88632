package dev.holdfast.platform.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

/**
 * Makes, moves and removes names in open directories. A name is one component, as bytes; no call
 * here follows a symbolic link that the name may turn out to be.
 */
public final class Names {
    private static final long RENAME_NOREPLACE = 1;
    private static final long RENAME_EXCHANGE = 2;

    private Names() {}

    /** Makes a directory; the process's mask is taken off its permissions. */
    public static void makeDirectory(Descriptor directory, byte[] name, int permissions)
            throws ErrnoException {
        Scratch scratch = Scratch.current();
        long address = scratch.name(name);
        long result = Syscall.MKDIRAT.call(scratch, directory.number(), address, permissions);
        ErrnoException.check(result, "create directory", name);
    }

    /** Makes a fifo, socket, device or empty file. Devices need root. */
    public static void makeNode(Descriptor directory, byte[] name, int mode, Stat.Device device)
            throws ErrnoException {
        Scratch scratch = Scratch.current();
        long address = scratch.name(name);
        long at = directory.number();
        long result = Syscall.MKNODAT.call(scratch, at, address, mode, encode(device));
        ErrnoException.check(result, "create", name);
    }

    /** As the kernel packs a device number into 32 bits (new_encode_dev). */
    private static long encode(Stat.Device device) {
        int minor = device.minor();
        return Integer.toUnsignedLong(
                (minor & 0xff) | (device.major() << 8) | ((minor & ~0xff) << 12));
    }

    /** Makes a symbolic link; the target is any 1 to 4095 bytes but zero. */
    public static void makeSymlink(Descriptor directory, byte[] name, byte[] target)
            throws ErrnoException {
        Scratch scratch = Scratch.current();
        long targetAddress = scratch.path(target);
        long nameAddress = scratch.secondName(name);
        long at = directory.number();
        long result = Syscall.SYMLINKAT.call(scratch, targetAddress, at, nameAddress);
        ErrnoException.check(result, "create symbolic link", name);
    }

    /** What a symbolic link points to. */
    public static byte[] readSymlink(Descriptor directory, byte[] name) throws ErrnoException {
        Scratch scratch = Scratch.current();
        long address = scratch.name(name);
        long buffer = scratch.struct().address();
        long at = directory.number();
        long result = Syscall.READLINKAT.call(scratch, at, address, buffer, Scratch.STRUCT_SIZE);
        int length = (int) ErrnoException.check(result, "read symbolic link", name);
        return scratch.struct().asSlice(0, length).toArray(JAVA_BYTE);
    }

    /** The path without links that an open file has now, from the root directory. */
    public static byte[] pathOf(Descriptor file) throws ErrnoException {
        Scratch scratch = Scratch.current();
        long address = scratch.procPath(file);
        long buffer = scratch.struct().address();
        long at = Syscall.AT_FDCWD;
        long result = Syscall.READLINKAT.call(scratch, at, address, buffer, Scratch.STRUCT_SIZE);
        int length = (int) ErrnoException.check(result, "find the path of", file.name());
        return scratch.struct().asSlice(0, length).toArray(JAVA_BYTE);
    }

    /** Gives an existing file one more name; a symbolic link is linked itself. */
    public static void link(Descriptor from, byte[] oldName, Descriptor to, byte[] newName)
            throws ErrnoException {
        Scratch scratch = Scratch.current();
        long oldAddress = scratch.name(oldName);
        long newAddress = scratch.secondName(newName);
        long fromAt = from.number();
        long result =
                Syscall.LINKAT.call(scratch, fromAt, oldAddress, to.number(), newAddress, 0, 0);
        ErrnoException.check(result, "create hard link", newName);
    }

    /** Gives an open file a name: one opened as temporary, or found. Needs proc. */
    public static void link(Descriptor file, Descriptor to, byte[] newName) throws ErrnoException {
        Scratch scratch = Scratch.current();
        long oldAddress = scratch.procPath(file);
        long newAddress = scratch.secondName(newName);
        long follow = Syscall.AT_SYMLINK_FOLLOW;
        long result =
                Syscall.LINKAT.call(
                        scratch, Syscall.AT_FDCWD, oldAddress, to.number(), newAddress, follow, 0);
        ErrnoException.check(result, "link an open file as", newName);
    }

    /** Removes a name that is not a directory's. */
    public static void remove(Descriptor directory, byte[] name) throws ErrnoException {
        unlink(directory, name, 0);
    }

    /** Removes an empty directory. */
    public static void removeDirectory(Descriptor directory, byte[] name) throws ErrnoException {
        unlink(directory, name, Syscall.AT_REMOVEDIR);
    }

    private static void unlink(Descriptor directory, byte[] name, long flags)
            throws ErrnoException {
        Scratch scratch = Scratch.current();
        long address = scratch.name(name);
        long result = Syscall.UNLINKAT.call(scratch, directory.number(), address, flags);
        ErrnoException.check(result, "remove", name);
    }

    /** Moves a name, replacing what has the new one at once: one of both is always seen. */
    public static void rename(Descriptor from, byte[] oldName, Descriptor to, byte[] newName)
            throws ErrnoException {
        rename(from, oldName, to, newName, 0);
    }

    /** Moves a name unless the new one exists (EEXIST). EINVAL where a file system cannot do it. */
    public static void renameNew(Descriptor from, byte[] oldName, Descriptor to, byte[] newName)
            throws ErrnoException {
        rename(from, oldName, to, newName, RENAME_NOREPLACE);
    }

    /** Exchanges two names at once. EINVAL where a file system cannot do it. */
    public static void exchange(Descriptor from, byte[] oldName, Descriptor to, byte[] newName)
            throws ErrnoException {
        rename(from, oldName, to, newName, RENAME_EXCHANGE);
    }

    private static void rename(
            Descriptor from, byte[] oldName, Descriptor to, byte[] newName, long flags)
            throws ErrnoException {
        Scratch scratch = Scratch.current();
        long oldAddress = scratch.name(oldName);
        long newAddress = scratch.secondName(newName);
        long fromAt = from.number();
        long toAt = to.number();
        long result =
                Syscall.RENAMEAT2.call(scratch, fromAt, oldAddress, toAt, newAddress, flags, 0);
        if (result < 0) {
            String attempt = "rename " + ShownName.of(oldName) + " to";
            throw new ErrnoException(attempt, newName, (int) -result);
        }
    }
}
