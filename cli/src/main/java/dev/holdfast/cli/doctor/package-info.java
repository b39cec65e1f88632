/**
 * What an examination of a machine found, for people and programs. Start at {@link
 * dev.holdfast.cli.doctor.DoctorCommand}.
 */
@NullMarked
package dev.holdfast.cli.doctor;

import org.jspecify.annotations.NullMarked;
