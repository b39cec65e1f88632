/**
 * What is saved and what is not: rules in the language of rsync's filters. Pure: files that rules
 * name are read by others. Start at {@link dev.holdfast.client.filter.FilterBuilder} for how rules
 * come together, at {@link dev.holdfast.client.filter.FilterScope} for how they judge.
 */
@NullMarked
package dev.holdfast.client.filter;

import org.jspecify.annotations.NullMarked;
