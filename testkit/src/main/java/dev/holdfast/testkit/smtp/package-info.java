/** A real mail server for tests. Start at {@link dev.holdfast.testkit.smtp.SmtpFixture}. */
@NullMarked
package dev.holdfast.testkit.smtp;

import org.jspecify.annotations.NullMarked;
