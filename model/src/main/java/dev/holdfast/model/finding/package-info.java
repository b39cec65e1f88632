/** What an examination finds. */
@NullMarked
package dev.holdfast.model.finding;

import org.jspecify.annotations.NullMarked;
