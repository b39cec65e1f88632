/**
 * What usually goes wrong with a machine's backups, and what helps. Pure: others look, here is
 * judged. Start at {@link dev.holdfast.client.doctor.ClientDoctor}.
 */
@NullMarked
package dev.holdfast.client.doctor;

import org.jspecify.annotations.NullMarked;
