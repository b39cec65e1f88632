/**
 * What usually goes wrong with a server, and what helps. Start at {@link
 * dev.holdfast.server.doctor.ServerDoctor}.
 */
@NullMarked
package dev.holdfast.server.doctor;

import org.jspecify.annotations.NullMarked;
