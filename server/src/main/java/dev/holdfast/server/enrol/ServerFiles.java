package dev.holdfast.server.enrol;

import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.access.AccessFile;
import dev.holdfast.server.access.Program;
import dev.holdfast.server.client.Registry;
import dev.holdfast.server.config.ServerConfig;
import dev.holdfast.server.invite.Invitations;
import java.io.IOException;

/** Where clients, invitations and keys are kept. */
public record ServerFiles(Registry registry, Invitations invitations, AccessFile access) {

    /** Those of a server that was set up. */
    public static ServerFiles of(ServerConfig config, Program program) throws IOException {
        Volume root = Volume.on(config.root());
        return new ServerFiles(
                new Registry(root),
                new Invitations(root),
                AccessFile.on(config.authorizedKeys(), program));
    }
}
