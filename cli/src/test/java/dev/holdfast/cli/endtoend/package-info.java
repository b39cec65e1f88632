/**
 * The built program as people use it: real processes, a real sshd, rsync as the judge. Start at
 * {@code BackupOverSshTest}.
 */
@NullMarked
package dev.holdfast.cli.endtoend;

import org.jspecify.annotations.NullMarked;
