/**
 * A real sshd of our own on a loopback port, for tests of what runs over ssh. Start at {@link
 * dev.holdfast.testkit.sshd.SshdFixture}.
 */
@NullMarked
package dev.holdfast.testkit.sshd;

import org.jspecify.annotations.NullMarked;
