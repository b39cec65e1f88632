package dev.holdfast.cli.access;

import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.client.config.ClientConfig;
import dev.holdfast.client.config.Locations;
import dev.holdfast.client.identity.Identity;
import dev.holdfast.client.identity.Machine;
import dev.holdfast.client.identity.StateFolder;
import dev.holdfast.client.pace.PacedTransport;
import dev.holdfast.client.setup.LocalIdentity;
import dev.holdfast.client.ssh.SshTransport;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.client.vault.VaultKeys;
import dev.holdfast.codec.key.KeyFile;
import dev.holdfast.codec.key.RootSecret;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.VaultId;
import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.protocol.wire.Transport;
import dev.holdfast.server.local.LocalServer;
import dev.holdfast.server.session.SessionSetting;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/** Finds the way to the vault that the options name, and its keys. */
public final class VaultOpening {
    private static final Path ROOT = Path.of("/");

    private final Surroundings around;
    private final VaultOptions options;
    private final Locations locations;
    private final ClientConfig config;

    public VaultOpening(Surroundings around, VaultOptions options) throws IOException {
        this.around = around;
        this.options = options;
        this.locations = options.folders.locations(around);
        this.config = ClientConfig.load(locations.clientToml());
    }

    public Locations locations() {
        return locations;
    }

    public ClientConfig config() {
        return config;
    }

    /** Whether a vault may be made where there is none. */
    public enum Purpose {
        READ,
        WRITE
    }

    public VaultAccess open(Purpose purpose) throws IOException {
        Path vault = options.vault;
        return vault == null ? remote() : local(vault, purpose);
    }

    /** The keys that this machine has. */
    public KeyFile keys() throws IOException {
        return keysIn(state());
    }

    /**
     * The keys in a state folder.
     *
     * @throws IOException also if there are none
     */
    public static KeyFile keysIn(StateFolder state) throws IOException {
        return state.keys()
                .orElseThrow(() -> new IOException("there are no keys in " + state.folder()));
    }

    /** What belongs to the vault here; one on a server need not be reached for it. */
    public StateFolder state() throws IOException {
        Path vault = options.vault;
        return vault == null
                ? new StateFolder(locations.state())
                : local(vault, Purpose.READ).state();
    }

    private VaultAccess remote() throws IOException {
        StateFolder state = new StateFolder(locations.state());
        Optional<Identity> identity = state.identity();
        Optional<KeyFile> keys = state.keys();
        if (identity.isPresent() && keys.isEmpty()) {
            throw new IOException(
                    ("the keys of vault %s are gone from %s: run 'holdfast setup --recover' and"
                                    + " give its recovery code")
                            .formatted(identity.get().vault(), state.folder()));
        }
        if (identity.isEmpty() || identity.get().server().isEmpty() || keys.isEmpty()) {
            throw new IOException(
                    "this machine is not set up: run 'holdfast setup INVITATION' with what"
                            + " 'holdfast server invite NAME' printed on the server, or use"
                            + " --vault DIR");
        }
        ServerAddress server = config.server().wayTo(identity.get().server().get());
        VaultConnection.Connector connector =
                () -> paced(SshTransport.open(state.login(server, config.server().sshOptions())));
        // As it is now, not as it was set up: a copy of the machine has a copy of its state.
        return access(new Opened(connector, Machine.hash(ROOT), keys.get(), state, true));
    }

    private Transport paced(Transport transport) {
        return config.limit().limits()
                ? new PacedTransport(
                        transport,
                        config.limit(),
                        new PacedTransport.Clocks(this::timeOfDay, around.ticker()))
                : transport;
    }

    private LocalTime timeOfDay() {
        return LocalTime.ofInstant(around.clock().instant(), ZoneId.systemDefault());
    }

    private record Opened(
            VaultConnection.Connector connector,
            Bytes machine,
            KeyFile keys,
            StateFolder state,
            boolean remote) {}

    private VaultAccess access(Opened opened) {
        KeyFile keys = opened.keys();
        return new VaultAccess(
                caller(opened.connector(), opened.machine()),
                new VaultKeys(keys.root().sealingKeys(keys.escrow()), keys.root().openingKeys()),
                opened.state(),
                config,
                locations.cache(),
                opened.remote());
    }

    private VaultConnection.Caller caller(VaultConnection.Connector connector, Bytes machine) {
        return new VaultConnection.Caller(
                connector,
                around.version(),
                machine,
                around.ticker(),
                what -> {}); // every command waits with something on the screen already
    }

    private VaultAccess local(Path named, Purpose purpose) throws IOException {
        if (purpose == Purpose.WRITE) {
            makeFolder(named);
        } else if (!Files.isDirectory(named)) {
            throw new IOException("there is no vault in %s: no such folder".formatted(named));
        }
        Path folder = named.toRealPath();
        Bytes machine = Machine.hash(ROOT);
        ClientName name = Machine.name(ROOT);
        byte[] stranger = new byte[ClientId.SIZE];
        Optional<VaultId> there =
                VaultConnection.vaultAt(
                        caller(() -> serve(folder, ClientId.of(stranger), name), machine));
        if (purpose == Purpose.READ && there.isEmpty()) {
            throw new IOException("there is no vault in %s".formatted(named));
        }
        LocalIdentity identity =
                identity(folder, there, new LocalIdentity.Machine(name, machine, around.random()));
        ClientId client = identity.identity().client();
        return access(
                new Opened(
                        () -> serve(folder, client, name),
                        machine,
                        identity.keys(),
                        identity.state(),
                        false));
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException file) {
            throw new IOException(
                    "cannot make a vault in %s: it is not a folder".formatted(folder), file);
        }
    }

    private LocalIdentity identity(
            Path folder, Optional<VaultId> there, LocalIdentity.Machine machine)
            throws IOException {
        Optional<RootSecret> recovered = recovered();
        var result = LocalIdentity.openOrCreate(request(folder, there, recovered), machine);
        if (result instanceof LocalIdentity.Result.NeedsRecoveryCode
                && around.console().attended()) {
            recovered = Optional.of(RecoveryCodes.ask(around.console()));
            result = LocalIdentity.openOrCreate(request(folder, there, recovered), machine);
        }
        return switch (result) {
            case LocalIdentity.Result.Opened(LocalIdentity opened) -> opened;
            case LocalIdentity.Result.NeedsRecoveryCode _ ->
                    throw new IOException(
                            "this machine has no keys of the vault in %s: give its recovery code"
                                            .formatted(folder)
                                    + " with --recover-from FILE");
            case LocalIdentity.Result.WrongRecoveryCode(VaultId vault, VaultId code) ->
                    throw new UsageException(
                            "this is the recovery code of vault %s, and in %s is vault %s"
                                    .formatted(code, folder, vault));
            case LocalIdentity.Result.NobodyTakesCode() ->
                    throw new IOException("nobody takes the recovery code of a new vault");
        };
    }

    private LocalIdentity.Request request(
            Path folder, Optional<VaultId> there, Optional<RootSecret> recovered) {
        return new LocalIdentity.Request(
                new StateFolder(locations.state()),
                folder,
                there,
                recovered,
                Optional.of(
                        RecoveryCodes.sink(
                                around.console(), options.recoveryCodeFile, Optional.of(folder))));
    }

    private Optional<RootSecret> recovered() throws IOException {
        Path file = options.recoverFrom;
        return file == null ? Optional.empty() : Optional.of(RecoveryCodes.read(file));
    }

    private Transport serve(Path folder, ClientId client, ClientName name) throws IOException {
        LocalServer server =
                LocalServer.start(
                        new LocalServer.Place(folder, client, name),
                        FolderPolicy.steward(folder, client, around),
                        new SessionSetting(
                                around.clock(), this::freshSession, around.version(), event -> {}),
                        around.ticker());
        return server.transport();
    }

    private SessionId freshSession() {
        byte[] id = new byte[SessionId.SIZE];
        around.random().nextBytes(id);
        return SessionId.of(id);
    }
}
