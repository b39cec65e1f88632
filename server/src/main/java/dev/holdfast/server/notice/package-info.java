/**
 * Who is told what: late backups, runs, what needs an administrator. Start at {@link
 * dev.holdfast.server.notice.NoticePolicy}.
 */
@NullMarked
package dev.holdfast.server.notice;

import org.jspecify.annotations.NullMarked;
