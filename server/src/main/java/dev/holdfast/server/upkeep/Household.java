package dev.holdfast.server.upkeep;

import dev.holdfast.model.ClientId;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.client.Registry;
import dev.holdfast.server.config.InForce;
import dev.holdfast.server.config.ServerPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * All vaults that share a volume.
 *
 * @param root the folder that they are in, and where what must be remembered of the volume is kept
 * @param policy for the volume as a whole
 * @param complaints what is wrong with the configuration, each a sentence
 */
public record Household(
        Path root, ServerPolicy policy, List<Tenant> tenants, List<String> complaints) {
    private static final String VAULTS = "vaults";

    public Household {
        tenants = List.copyOf(tenants);
        complaints = List.copyOf(complaints);
    }

    /** That of a server. A vault whose client is in no registry belongs to it too. */
    public static Household of(InForce config) throws IOException {
        Path root = config.config().root();
        ServerPolicy policy = config.policy();
        Volume volume = Volume.on(root);
        List<Tenant> tenants = new ArrayList<>();
        Set<ClientId> known = new HashSet<>();
        Registry.Listing listing = new Registry(volume).list();
        for (Client client : listing.clients()) {
            known.add(client.id());
            tenants.add(
                    new Tenant(
                            client.id(),
                            client.name().value(),
                            folder(root, client.id()),
                            config.client(client.name()).policy(),
                            client.expected(),
                            awaited(client)));
        }
        for (String name : volume.list(VAULTS)) {
            if (name.matches("[0-9a-f]{32}") && known.add(ClientId.parse(name))) {
                ClientId client = ClientId.parse(name);
                tenants.add(new Tenant(client, name, folder(root, client), policy));
            }
        }
        List<String> complaints = new ArrayList<>(new HashSet<>(config.complaints()));
        complaints.addAll(listing.damaged());
        impossibleShares(tenants).ifPresent(complaints::add);
        return new Household(root, policy, tenants, complaints);
    }

    private static Optional<Instant> awaited(Client client) {
        boolean comes = client.hasKeyFor(Rights.FULL) && client.standing().retired().isEmpty();
        return comes ? Optional.of(client.created()) : Optional.empty();
    }

    private static Path folder(Path root, ClientId client) {
        return root.resolve(VAULTS).resolve(client.toString());
    }

    private static Optional<String> impossibleShares(List<Tenant> tenants) {
        double sum = 0;
        for (Tenant tenant : tenants) {
            sum += tenant.policy().admission().share().orElse(0);
        }
        return sum > 1
                ? Optional.of(
                        "the clients' shares are %.0f %% of the volume together: change"
                                        .formatted(sum * 100)
                                + " share in clients/NAME.toml")
                : Optional.empty();
    }

    /** That of a vault in a plain folder, which has it for itself. */
    public static Household ofFolder(Path folder, ClientId client, ServerPolicy policy) {
        Tenant only = new Tenant(client, folder.toString(), folder, policy);
        return new Household(folder, policy, List.of(only), List.of());
    }

    /** Whether it is a vault in a plain folder: no commands for a server's administrator there. */
    boolean isPlainFolder() {
        return tenants.stream().anyMatch(tenant -> tenant.folder().equals(root));
    }

    /** The shares as the clients wish for them, in their order. */
    List<OptionalDouble> shares() {
        return tenants.stream().map(tenant -> tenant.policy().admission().share()).toList();
    }

    public Optional<Tenant> find(ClientId client) {
        return tenants.stream().filter(tenant -> tenant.client().equals(client)).findFirst();
    }

    public Optional<Tenant> find(String name) {
        return tenants.stream().filter(tenant -> tenant.name().equals(name)).findFirst();
    }
}
