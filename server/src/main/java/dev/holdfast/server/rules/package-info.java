/**
 * Who may come from where, do what, and when: a client's rules and how they are judged. Pure: no
 * clock, no files. Start at {@link dev.holdfast.server.rules.Judge}.
 */
@NullMarked
package dev.holdfast.server.rules;

import org.jspecify.annotations.NullMarked;
