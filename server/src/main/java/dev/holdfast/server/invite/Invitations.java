package dev.holdfast.server.invite;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Printable;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.json.Json;
import dev.holdfast.server.slots.Slots;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every invitation of the last while, used or not, each a file {@code invitations/ID.json}. To be
 * changed only by who holds the registry's lock.
 */
public final class Invitations {
    private static final String FOLDER = "invitations";
    private static final String SUFFIX = ".json";

    private final Volume root;

    /**
     * @param root the server's folder
     */
    public Invitations(Volume root) {
        this.root = root;
    }

    /** Those that can be read, in no order; one that cannot lets nobody in. */
    public List<PendingInvitation> list() throws IOException {
        List<PendingInvitation> invitations = new ArrayList<>();
        for (String name : root.list(FOLDER)) {
            if (name.endsWith(SUFFIX)) {
                readable(FOLDER + "/" + name).ifPresent(invitations::add);
            }
        }
        return invitations;
    }

    /**
     * @throws MalformedException if its file is damaged
     */
    public Optional<PendingInvitation> find(InvitationId id) throws IOException {
        try {
            return Optional.of(read(file(id)));
        } catch (NoSuchFileException unknown) {
            return Optional.empty();
        }
    }

    public void write(PendingInvitation invitation) throws IOException {
        root.makeDirectory(FOLDER);
        root.replace(file(invitation.id()), InvitationFormat.bytes(invitation));
    }

    public void delete(InvitationId id) throws IOException {
        root.delete(file(id));
        Slots.forget(root, id.toString());
    }

    /** Whoever comes with a damaged one is told; to everybody else it does not matter. */
    private Optional<PendingInvitation> readable(String file) throws IOException {
        try {
            return Optional.of(read(file));
        } catch (MalformedException damaged) {
            return Optional.empty();
        }
    }

    private PendingInvitation read(String file) throws IOException {
        byte[] bytes = root.readAll(file, Json.LENGTH_MAX);
        try {
            PendingInvitation invitation = InvitationFormat.read(bytes);
            if (!file.equals(file(invitation.id()))) {
                throw new MalformedException("it is that of invitation " + invitation.id());
            }
            return invitation;
        } catch (MalformedException damaged) {
            throw new MalformedException(
                    "cannot read %s: %s".formatted(Printable.of(file), damaged.getMessage()),
                    damaged);
        }
    }

    private static String file(InvitationId id) {
        return FOLDER + "/" + id + SUFFIX;
    }
}
