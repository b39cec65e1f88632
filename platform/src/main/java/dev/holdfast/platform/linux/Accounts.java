package dev.holdfast.platform.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Names of users and groups and their numbers, by the C library, as only it knows of directories
 * such as LDAP. A look-up may ask the network: keep what it answers.
 */
public final class Accounts {
    /** A group of many thousand members fits. */
    private static final long BUFFER_SIZE = 1 << 20;

    // struct passwd and struct group both begin: name, password, then the number(s).
    private static final long STRUCT_SIZE = 64;
    private static final long NAME_OFFSET = 0;
    private static final long NUMBER_OFFSET = 16;

    private static final AddressLayout STRING =
            ADDRESS.withTargetLayout(
                    MemoryLayout.sequenceLayout(BUFFER_SIZE, ValueLayout.JAVA_BYTE));

    private static final MethodHandle USER_BY_NUMBER = handle("getpwuid_r", JAVA_INT);
    private static final MethodHandle GROUP_BY_NUMBER = handle("getgrgid_r", JAVA_INT);
    private static final MethodHandle USER_BY_NAME = handle("getpwnam_r", ADDRESS);
    private static final MethodHandle GROUP_BY_NAME = handle("getgrnam_r", ADDRESS);

    private Accounts() {}

    private static MethodHandle handle(String function, ValueLayout key) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(function),
                FunctionDescriptor.of(JAVA_INT, key, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
    }

    /** The name of a user; empty if there is none, or the directory does not answer. */
    public static Optional<String> userName(long number) {
        return name(USER_BY_NUMBER, number);
    }

    /** The name of a group; empty if there is none, or the directory does not answer. */
    public static Optional<String> groupName(long number) {
        return name(GROUP_BY_NUMBER, number);
    }

    /** The number of a user; empty if there is none, or the directory does not answer. */
    public static OptionalLong userNumber(String name) {
        return number(USER_BY_NAME, name);
    }

    /** The number of a group; empty if there is none, or the directory does not answer. */
    public static OptionalLong groupNumber(String name) {
        return number(GROUP_BY_NAME, name);
    }

    private static Optional<String> name(MethodHandle lookup, long number) {
        try (Arena arena = Arena.ofConfined()) {
            Answer answer = new Answer(arena);
            int failed =
                    (int)
                            lookup.invokeExact(
                                    (int) number,
                                    answer.struct,
                                    answer.buffer,
                                    BUFFER_SIZE,
                                    answer.found);
            return failed == 0 && answer.exists() ? Optional.of(answer.name()) : Optional.empty();
        } catch (Throwable impossible) {
            throw new AssertionError("a look-up cannot throw", impossible);
        }
    }

    private static OptionalLong number(MethodHandle lookup, String name) {
        if (name.indexOf('\0') >= 0) {
            return OptionalLong.empty();
        }
        try (Arena arena = Arena.ofConfined()) {
            Answer answer = new Answer(arena);
            MemorySegment key = arena.allocateFrom(name);
            int failed =
                    (int)
                            lookup.invokeExact(
                                    key, answer.struct, answer.buffer, BUFFER_SIZE, answer.found);
            return failed == 0 && answer.exists()
                    ? OptionalLong.of(answer.number())
                    : OptionalLong.empty();
        } catch (Throwable impossible) {
            throw new AssertionError("a look-up cannot throw", impossible);
        }
    }

    /** Where a look-up leaves what it found. */
    private record Answer(MemorySegment struct, MemorySegment buffer, MemorySegment found) {
        Answer(Arena arena) {
            this(
                    arena.allocate(STRUCT_SIZE, 16),
                    arena.allocate(BUFFER_SIZE),
                    arena.allocate(ADDRESS));
        }

        boolean exists() {
            return found.get(JAVA_LONG, 0) != 0;
        }

        String name() {
            return struct.get(STRING, NAME_OFFSET).getString(0, StandardCharsets.UTF_8);
        }

        long number() {
            return Integer.toUnsignedLong(struct.get(JAVA_INT, NUMBER_OFFSET));
        }
    }
}
