/**
 * What a server does to vaults without their clients. Start at {@link
 * dev.holdfast.server.maintain.Maintenance}.
 */
@NullMarked
package dev.holdfast.server.maintain;

import org.jspecify.annotations.NullMarked;
