/**
 * The kernel's calls on files, directories and this process, as plain Java values. Nothing native
 * leaves this package. Start at {@link dev.holdfast.platform.linux.Descriptor}; every call goes
 * through the one door {@code Syscall}.
 */
@NullMarked
package dev.holdfast.platform.linux;

import org.jspecify.annotations.NullMarked;
