package dev.holdfast.server.access;

import dev.holdfast.platform.durable.Volume;
import dev.holdfast.protocol.ssh.AuthorisedKey;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.client.ClientKey;
import dev.holdfast.server.invite.InvitationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The file from which sshd knows who may connect. Written anew as a whole, so that sshd reads the
 * one before or the one after; lines that are not ours stay. To be changed only by who holds the
 * registry's lock. Its mode is what the process's mask leaves: sshd wants that nobody else may
 * write.
 */
public final class AccessFile {
    private final Volume folder;
    private final String name;
    private final Program program;

    /**
     * @param program what the keys force
     */
    public AccessFile(Volume folder, String name, Program program) {
        this.folder = folder;
        this.name = name;
        this.program = program;
    }

    /** The real one, behind links if there are any; its folder must exist. */
    public static AccessFile on(Path file, Program program) throws IOException {
        Path real = Files.exists(file) ? file.toRealPath() : file;
        Path parent = real.getParent();
        Path fileName = real.getFileName();
        if (parent == null || fileName == null) {
            throw new IllegalArgumentException("not a file: " + file);
        }
        return new AccessFile(Volume.on(parent), fileName.toString(), program);
    }

    /** Lets a client in with exactly the keys that it has, which may be none. */
    public void write(Client client) throws IOException {
        Owner owner = Owner.of(client.id());
        List<String> lines = new ArrayList<>();
        for (ClientKey key : client.keys()) {
            String command = program.serve(client.id(), key.rights());
            lines.add(line(command, key.key(), owner));
        }
        change(owner, lines);
    }

    /** Lets whoever has the key of an invitation ask to be enrolled, and nothing else. */
    public void write(Map<InvitationId, PublicKeyLine> invitations) throws IOException {
        AuthorizedKeys before = read();
        AuthorizedKeys after = before;
        for (var each : invitations.entrySet()) {
            Owner owner = Owner.of(each.getKey());
            String line = line(program.enrol(each.getKey()), each.getValue(), owner);
            after = after.with(owner, List.of(line));
        }
        replace(before, after);
    }

    /** The same with one key. */
    public void write(InvitationId invitation, PublicKeyLine key) throws IOException {
        write(Map.of(invitation, key));
    }

    public void remove(InvitationId invitation) throws IOException {
        change(Owner.of(invitation), List.of());
    }

    /** Whether somebody else's line has the key, by which it could do more than ours allow. */
    public boolean hasForeign(PublicKeyLine key) throws IOException {
        return read().foreignHas(key);
    }

    private static String line(String command, PublicKeyLine key, Owner owner) {
        return new AuthorisedKey(command, key) + " " + owner.tag();
    }

    private void change(Owner owner, List<String> lines) throws IOException {
        AuthorizedKeys before = read();
        replace(before, before.with(owner, lines));
    }

    private void replace(AuthorizedKeys before, AuthorizedKeys after) throws IOException {
        if (!after.equals(before)) {
            folder.replace(name, after.toArray());
        }
    }

    private AuthorizedKeys read() throws IOException {
        try {
            return AuthorizedKeys.parse(folder.readAll(name, AuthorizedKeys.LENGTH_MAX));
        } catch (NoSuchFileException none) {
            return new AuthorizedKeys(List.of());
        }
    }
}
