package dev.holdfast.cli.server;

import dev.holdfast.cli.console.Console;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.server.config.ServerConfig;
import dev.holdfast.server.setup.Setup;
import dev.holdfast.server.setup.SetupPlan;
import dev.holdfast.server.setup.SetupStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast server setup}. */
@Command(
        name = "setup",
        mixinStandardHelpOptions = true,
        description = {
            "Makes this host a server, or brings what is there up to date.",
            "As root: adds a user for the backups, makes its folder, and tells sshd what this user"
                    + " may do. Run again, it changes only what is not as it should be."
        })
final class SetupCommand implements Callable<Integer> {
    @Mixin private SetupOptions options = new SetupOptions();

    @Option(names = "--dry-run", description = "only tells what would be done")
    private boolean dryRun;

    private final Surroundings around;

    SetupCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        Path file = options.file(around);
        ServerConfig config =
                options.config(Files.exists(file) ? ServerConfig.read(file) : options.usual());
        SetupPlan plan = options.plan(around, config, "");
        if (!plan.obstacles().isEmpty()) {
            around.console().say("holdfast: nothing was done:");
            plan.obstacles().forEach(obstacle -> around.console().say("  " + obstacle));
            return ExitCode.FAILED.status();
        }
        return act(plan, config);
    }

    private int act(SetupPlan plan, ServerConfig config) throws IOException {
        Console console = around.console();
        if (plan.steps().isEmpty()) {
            console.out().println("nothing to do: this host is a server, in " + config.root());
        } else if (dryRun) {
            console.out().println("this would be done:");
            plan.steps().stream()
                    .map(SetupStep::sentence)
                    .forEach(step -> console.out().println("  " + step));
        } else {
            Setup.run(plan, step -> console.out().println("  " + step));
            console.out().println("this host is a server now; backups go to " + config.root());
            console.say("invite a machine with: holdfast server invite NAME");
        }
        return ExitCode.DONE.status();
    }
}
