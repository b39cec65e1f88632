package dev.holdfast.cli.access;

import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.model.ClientId;
import dev.holdfast.server.config.ConfigException;
import dev.holdfast.server.config.ServerPolicy;
import dev.holdfast.server.session.Steward;
import dev.holdfast.server.upkeep.Household;
import dev.holdfast.server.upkeep.SessionSteward;
import dev.holdfast.server.upkeep.StoreRoom;
import dev.holdfast.server.upkeep.Upkeep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;

/**
 * What {@code policy.toml} in a vault's folder says. Without it nothing is expired there: the disc
 * is somebody's own, and full for other reasons.
 */
final class FolderPolicy {
    private static final String FILE = "policy.toml";

    private FolderPolicy() {}

    /** Who watches over a session with such a vault. What nobody understands expires nothing. */
    static Steward steward(Path folder, ClientId client, Surroundings around) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Steward.NONE;
        }
        try {
            ServerPolicy policy =
                    ServerPolicy.ofVault(
                            Files.readString(file), file.toString(), ZoneId.systemDefault());
            Household household = Household.ofFolder(folder, client, policy);
            return new SessionSteward(
                    household,
                    household.tenants().getFirst(),
                    new Upkeep(household, around.clock(), StoreRoom::new),
                    around.clock(),
                    around.console()::say);
        } catch (ConfigException wrong) {
            around.console().say(wrong.getMessage() + " (nothing is expired)");
            return Steward.NONE;
        }
    }
}
