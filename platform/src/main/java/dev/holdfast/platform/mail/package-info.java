/**
 * Sends mail, by SMTP or by the local sendmail. Nothing that is put into a letter can become a
 * header or a recipient. Start at {@link dev.holdfast.platform.mail.Mailer}.
 */
@NullMarked
package dev.holdfast.platform.mail;

import org.jspecify.annotations.NullMarked;
