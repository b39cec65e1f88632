/**
 * Turns what files hold into chunks: small files share them, large ones are cut. Start at {@link
 * dev.holdfast.client.content.FileSaver}.
 */
@NullMarked
package dev.holdfast.client.content;

import org.jspecify.annotations.NullMarked;
