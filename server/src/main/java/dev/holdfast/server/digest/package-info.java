/**
 * What a server tells people, as text and as HTML. Pure: values in, text out, everything foreign
 * escaped. Start at {@link dev.holdfast.server.digest.ReportPage}.
 */
@NullMarked
package dev.holdfast.server.digest;

import org.jspecify.annotations.NullMarked;
