/** Calls that tell a web server something. Start at {@link dev.holdfast.platform.web.WebCall}. */
@NullMarked
package dev.holdfast.platform.web;

import org.jspecify.annotations.NullMarked;
