package dev.holdfast.cli.client;

import dev.holdfast.cli.access.FolderOptions;
import dev.holdfast.cli.access.RecoveryCodes;
import dev.holdfast.cli.console.Console;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.JsonLine;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.cli.timers.OwnTimers;
import dev.holdfast.client.config.ClientConfig;
import dev.holdfast.client.config.Locations;
import dev.holdfast.client.identity.Identity;
import dev.holdfast.client.identity.Machine;
import dev.holdfast.client.identity.RecoveryCodeSink;
import dev.holdfast.client.identity.StateFolder;
import dev.holdfast.client.setup.Contact;
import dev.holdfast.client.setup.Move;
import dev.holdfast.client.setup.Setup;
import dev.holdfast.client.ssh.ServerText;
import dev.holdfast.client.ssh.SshTransport;
import dev.holdfast.codec.key.RootSecret;
import dev.holdfast.platform.timer.TimerHost;
import dev.holdfast.protocol.invite.Invitation;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.invite.ServerAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast setup}. */
@Command(
        name = "setup",
        mixinStandardHelpOptions = true,
        description = {
            "Makes this machine a client of a server.",
            "Run again, it goes on where it stopped, or shows that all is well."
        })
final class SetupCommand implements Callable<Integer> {
    private static final Path ROOT = Path.of("/");

    @Mixin private FolderOptions folders = new FolderOptions();
    @Mixin private InvitationOptions brought = new InvitationOptions();

    @Option(
            names = "--recovery-code-file",
            paramLabel = "FILE",
            description = "writes the new recovery code to this new file instead of showing it")
    private @Nullable Path recoveryCodeFile;

    @ArgGroup private @Nullable Recovery recovery;

    /** One of both. */
    static final class Recovery {
        @Option(
                names = "--recover",
                description = "goes on with an existing vault: asks for its recovery code")
        boolean asked;

        @Option(
                names = "--recover-from",
                paramLabel = "FILE",
                description = "the same, but reads the recovery code from this file")
        @Nullable Path file;
    }

    @Option(
            names = "--no-timer",
            description = "leaves it to you when backups are made: installs no timer")
    private boolean noTimer;

    @Option(
            names = "--move",
            paramLabel = "[USER@]HOST[:PORT]",
            description = {
                "the server of this client is to be found there from now on: it was moved, or"
                        + " another host took its place"
            })
    private @Nullable String move;

    @Option(names = "--json", description = "prints the outcome as a JSON object")
    private boolean json;

    private final Surroundings around;

    SetupCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        Locations locations = folders.locations(around);
        ClientConfig config = ClientConfig.load(locations.clientToml());
        StateFolder state = new StateFolder(locations.state());
        if (move != null) {
            return move(state, move, config.server());
        }
        Optional<Invitation> invitation =
                brought.invitation(around, state, config.server().sshOptions());
        Setup.Request request =
                new Setup.Request(
                        state,
                        invitation,
                        recovered(state, invitation),
                        List.of(),
                        codeSink(),
                        way(config.server()));
        int status = tell(Setup.run(request, contact(), around.random()), invitation);
        Optional<Identity> identity = state.identity();
        if (request.recovered().isPresent() && identity.isPresent()) {
            state.noteCodeConfirmed(identity.get().vault());
        }
        if (!noTimer && !reads(invitation) && identity.isPresent()) {
            haveTimers(locations, config, identity.get());
        }
        return status;
    }

    private int move(StateFolder state, String target, ClientConfig.Server server)
            throws IOException {
        if (brought.isNamed() || recovery != null) {
            throw new UsageException("--move goes with no invitation and no recovery code");
        }
        Move.Request request =
                new Move.Request(
                        state,
                        target,
                        brought.trust(around.console()),
                        way(server),
                        InvitationOptions.environment(around));
        return switch (Move.run(request, contact())) {
            case Move.Outcome.Moved(Identity identity) -> {
                tell(identity, Optional.empty(), "now");
                yield ExitCode.DONE.status();
            }
            case Move.Outcome.WrongUsage(String sentence) -> throw new UsageException(sentence);
            case Move.Outcome.NotTrusted(String sentence) -> throw new IOException(sentence);
        };
    }

    /** The machine is set up, whether it can have timers or not. */
    private void haveTimers(Locations locations, ClientConfig config, Identity identity) {
        Console console = around.console();
        try {
            OwnTimers own = OwnTimers.of(around, locations, config, identity);
            own.timers().install(own.entries());
            String when = own.timers().sentence(own.machine());
            console.say(
                    TimerHost.USUAL.runner() == TimerHost.Runner.NONE
                            ? "no backup is made by itself, as neither systemd nor cron was found:"
                                    + " have '%s' run every day"
                                            .formatted(own.timers().command(own.machine()))
                            : "a backup is made by itself %s; 'holdfast schedule' changes that"
                                    .formatted(when));
        } catch (IOException obstacle) {
            console.say("no backup is made by itself: " + obstacle.getMessage());
        }
    }

    private static boolean reads(Optional<Invitation> invitation) {
        return invitation.filter(each -> each.rights() == Rights.RESTORE_ONLY).isPresent();
    }

    /** A machine that is invited to read needs the code: on a terminal it is asked for at once. */
    private Optional<RootSecret> recovered(StateFolder state, Optional<Invitation> invitation)
            throws IOException {
        if (recovery != null && recovery.file != null) {
            return Optional.of(RecoveryCodes.read(recovery.file));
        }
        boolean toRead = reads(invitation) && state.keys().isEmpty();
        boolean asked = recovery != null && recovery.asked;
        return asked || (toRead && around.console().attended())
                ? Optional.of(RecoveryCodes.ask(around.console()))
                : Optional.empty();
    }

    private Optional<RecoveryCodeSink> codeSink() {
        Console console = around.console();
        return console.attended() || recoveryCodeFile != null
                ? Optional.of(RecoveryCodes.sink(console, recoveryCodeFile, Optional.empty()))
                : Optional.empty();
    }

    private Contact contact() throws IOException {
        return new Contact(
                SshTransport::open, around.version(), Machine.hash(ROOT), around.ticker(), _ -> {});
    }

    private static Setup.Way way(ClientConfig.Server server) {
        return new Setup.Way() {
            @Override
            public ServerAddress to(ServerAddress known) throws IOException {
                return server.wayTo(known);
            }

            @Override
            public List<String> sshOptions() {
                return server.sshOptions();
            }
        };
    }

    private int tell(Setup.Outcome outcome, Optional<Invitation> invitation) throws IOException {
        switch (outcome) {
            case Setup.Outcome.Joined(var identity) -> tell(identity, invitation, "now");
            case Setup.Outcome.AlreadyJoined(var identity) -> tell(identity, invitation, "already");
            case Setup.Outcome.WrongUsage(String sentence) -> throw new UsageException(sentence);
            case Setup.Outcome.WrongVault(var ours, var theirs) ->
                    throw new UsageException(
                            recovery == null
                                    ? ("there is a vault of this client on the server, %s: give"
                                                    + " its recovery code with --recover or"
                                                    + " --recover-from FILE")
                                            .formatted(theirs)
                                    : ("this is the recovery code of vault %s, and that of this"
                                                    + " client on the server is %s")
                                            .formatted(ours, theirs));
        }
        return ExitCode.DONE.status();
    }

    private void tell(Identity identity, Optional<Invitation> invitation, String since) {
        Console console = around.console();
        String server = identity.server().map(ServerText::shown).orElse("");
        if (json) {
            console.out()
                    .println(
                            JsonLine.of(fields -> {
                                fields.writeStringField("name", identity.name().value());
                                fields.writeStringField("client", identity.client().toString());
                                fields.writeStringField("vault", identity.vault().toString());
                                fields.writeStringField("server", server);
                            }));
            return;
        }
        console.out()
                .println(
                        "this machine is the client %s of %s %s"
                                .formatted(identity.name(), server, since));
        console.say(
                reads(invitation)
                        ? "it can read the backups: holdfast list, holdfast restore"
                        : "save all of it with: holdfast backup");
    }
}
