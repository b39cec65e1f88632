package dev.holdfast.platform.durable;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * The three calls that write past the page cache. Java's own option for it is in no supported
 * package, and cannot tell a full disc from other failures.
 */
final class DirectCalls {
    private static final int O_WRONLY = 1;
    private static final int O_CLOEXEC = 0x80000;
    private static final int O_DIRECT =
            System.getProperty("os.arch").equals("aarch64") ? 0x10000 : 0x4000;
    private static final int EINTR = 4;
    private static final int ENOSPC = 28;
    private static final int EDQUOT = 122;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

    private static final MethodHandle OPEN =
            handle(
                    "open",
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle PWRITE =
            handle(
                    "pwrite",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle CLOSE =
            handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private DirectCalls() {}

    private static MethodHandle handle(
            String name, FunctionDescriptor descriptor, Linker.Option... more) {
        Linker.Option[] options = Arrays.copyOf(more, more.length + 1);
        options[more.length] = Linker.Option.captureCallState("errno");
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, options);
    }

    /** Opens an existing file for direct writing: its descriptor, or -1 when that cannot be. */
    static int open(String path) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            Charset names = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
            int flags = O_WRONLY | O_DIRECT | O_CLOEXEC;
            return (int) OPEN.invokeExact(state, arena.allocateFrom(path, names), flags);
        } catch (Throwable impossible) {
            throw new AssertionError("a system call cannot throw", impossible);
        }
    }

    /** Writes all of it. */
    static void write(int descriptor, MemorySegment bytes, long position) throws IOException {
        long done = 0;
        while (done < bytes.byteSize()) {
            done += writeOnce(descriptor, bytes.asSlice(done), position + done);
        }
    }

    private static long writeOnce(int descriptor, MemorySegment bytes, long position)
            throws IOException {
        long count;
        int errno;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            count = (long) PWRITE.invokeExact(state, descriptor, bytes, bytes.byteSize(), position);
            errno = (int) ERRNO.get(state, 0L);
        } catch (Throwable impossible) {
            throw new AssertionError("a system call cannot throw", impossible);
        }
        if (count > 0) {
            return count;
        }
        if (count < 0 && errno == EINTR) {
            return 0;
        }
        if (count < 0 && (errno == ENOSPC || errno == EDQUOT)) {
            throw new DiscFullException("cannot write %d bytes".formatted(bytes.byteSize()));
        }
        throw new IOException("cannot write directly: error %d".formatted(errno));
    }

    static void close(int descriptor) throws IOException {
        int result;
        try (Arena arena = Arena.ofConfined()) {
            result = (int) CLOSE.invokeExact(arena.allocate(STATE), descriptor);
        } catch (Throwable impossible) {
            throw new AssertionError("a system call cannot throw", impossible);
        }
        if (result != 0) {
            throw new IOException("cannot close a file after direct writing");
        }
    }
}
