package dev.holdfast.server.client;

import dev.holdfast.model.Bytes;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import java.time.Instant;

/**
 * A key with which a client's machine may connect.
 *
 * @param machine the hash that the machine gave when it enrolled
 */
public record ClientKey(PublicKeyLine key, Rights rights, Instant enrolled, Bytes machine) {}
