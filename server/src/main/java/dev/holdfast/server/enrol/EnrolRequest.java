package dev.holdfast.server.enrol;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientName;
import dev.holdfast.protocol.ssh.PublicKeyLine;

/**
 * What a machine says that asks to be enrolled, and where it comes from.
 *
 * @param name as the invitation has it
 * @param key its own, which it will connect with from now on
 * @param machine a hash that tells cloned machines apart
 * @param address as sshd says
 */
record EnrolRequest(ClientName name, PublicKeyLine key, Bytes machine, String address) {}
