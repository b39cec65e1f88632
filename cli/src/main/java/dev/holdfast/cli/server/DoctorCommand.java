package dev.holdfast.cli.server;

import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.doctor.FindingLines;
import dev.holdfast.model.finding.Finding;
import dev.holdfast.server.doctor.HostFacts;
import dev.holdfast.server.doctor.HostFacts.Sshd;
import dev.holdfast.server.doctor.ServerDoctor;
import dev.holdfast.server.doctor.VaultLook;
import dev.holdfast.server.setup.Setup;
import dev.holdfast.server.setup.SetupRequest;
import dev.holdfast.server.setup.SetupRequest.Mode;
import dev.holdfast.server.upkeep.Household;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code holdfast server doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Checks what usually goes wrong with a server, and says what to do: rights, sshd, the"
                    + " timer, vaults, overdue clients, room, the file system, the clock, mail.",
            "Changes nothing. Fails when there is a problem; warnings are none. sshd, rights and"
                    + " the timer of the host's server are looked at only for root."
        })
final class DoctorCommand implements Callable<Integer> {
    private static final long ROOT = 0;

    @Spec private CommandSpec spec;

    @Mixin private ServerOptions server = new ServerOptions();

    @Mixin private FindingLines lines = new FindingLines();

    private final Surroundings around;

    DoctorCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        ServerHere here = ServerHere.at(around, server.file(around));
        ExitCode host = lines.print(around.console(), host(here));
        // As another process may print the rest.
        around.console().out().flush();
        int vaults = here.asItsUser(spec, this::vaults);
        return host == ExitCode.DONE ? vaults : host.status();
    }

    private List<Finding> host(ServerHere here) throws IOException {
        if (around.user().getAsLong() == ROOT) {
            SetupRequest request = request(here, Mode.SYSTEM);
            return ServerDoctor.ofHost(facts(here, request, sshd(request)));
        }
        boolean isOwn = here.file().equals(ServerOptions.own(around));
        return isOwn
                ? ServerDoctor.ofHost(facts(here, request(here, Mode.USER), new Sshd.Ordinary()))
                : List.of();
    }

    private static Sshd sshd(SetupRequest request) {
        try {
            return Setup.isInForce(request)
                    ? new Sshd.InForce()
                    : new Sshd.NotInForce("it does not go by " + request.sshd().dropIn());
        } catch (IOException silent) {
            return new Sshd.NotInForce(String.valueOf(silent.getMessage()));
        }
    }

    private SetupRequest request(ServerHere here, Mode mode) {
        return SetupOptions.request(around, mode, here.file(), here.config(), "");
    }

    private HostFacts facts(ServerHere here, SetupRequest request, Sshd sshd) throws IOException {
        return new HostFacts(
                here.config().user(),
                SetupOptions.plan(around, request),
                sshd,
                request.mode() == Mode.SYSTEM ? Setup.stoppedTimers(request) : List.of());
    }

    private int vaults(ServerHere here) throws IOException {
        Household household = here.household();
        return lines.print(
                        around.console(),
                        ServerDoctor.ofVaults(
                                VaultLook.at(
                                        household,
                                        here.upkeep(household),
                                        around.clock().instant(),
                                        around.version())))
                .status();
    }
}
