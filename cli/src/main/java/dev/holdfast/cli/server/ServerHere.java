package dev.holdfast.cli.server;

import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.platform.linux.ThisProcess;
import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.CommandResult;
import dev.holdfast.server.access.Program;
import dev.holdfast.server.config.InForce;
import dev.holdfast.server.config.ServerConfig;
import dev.holdfast.server.enrol.ServerFiles;
import dev.holdfast.server.life.ClientLife;
import dev.holdfast.server.life.Sessions;
import dev.holdfast.server.upkeep.Household;
import dev.holdfast.server.upkeep.StoreRoom;
import dev.holdfast.server.upkeep.Tenant;
import dev.holdfast.server.upkeep.Upkeep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The server of this host, as its configuration says. */
record ServerHere(Surroundings around, Path file, ServerConfig config) {
    private static final String ROOT = "root";

    /** All that the service user makes is for it alone. */
    private static final int PRIVATE = 0077;

    private static final CommandResult.Limits LIMITS =
            new CommandResult.Limits(64 << 20, Duration.ofDays(1));

    /**
     * @throws IOException if no server was set up
     */
    static ServerHere at(Surroundings around, Path file) throws IOException {
        return at(around, file, ServerConfig.read(file));
    }

    /**
     * For sessions: what was last understood of the configuration stays in force.
     *
     * @throws IOException if no server was set up
     */
    static ServerHere running(Surroundings around, Path file) throws IOException {
        return at(around, file, InForce.of(file, ZoneId.systemDefault()).config());
    }

    private static ServerHere at(Surroundings around, Path file, ServerConfig config)
            throws IOException {
        if (!Files.isDirectory(config.root())) {
            throw new IOException(
                    "no server is set up here: there is no folder %s (run 'holdfast server setup')"
                            .formatted(config.root()));
        }
        return new ServerHere(around, file, config);
    }

    /** How keys call this program. */
    Program program() throws IOException {
        Path launcher =
                around.launcher()
                        .orElseThrow(() ->
                                new IOException(
                                        "this must be started by the script 'holdfast': keys"
                                                + " call the server by it"));
        boolean usual = file.equals(ServerConfig.FILE);
        return new Program(
                launcher,
                usual ? Optional.empty() : Optional.of(file),
                Optional.of(config.root().resolve("slots")));
    }

    ServerFiles files() throws IOException {
        return ServerFiles.of(config, program());
    }

    /** All vaults of the server, and by what it decides. */
    Household household() throws IOException {
        return Household.of(inForce());
    }

    /** The configuration that the server goes by now. */
    InForce inForce() throws IOException {
        return InForce.of(file, ZoneId.systemDefault());
    }

    /** What can be decided about clients. */
    ClientLife life() throws IOException {
        return new ClientLife(files(), config.root(), around.clock(), Sessions.OF_THIS_HOST);
    }

    /** What keeps room for them. */
    Upkeep upkeep(Household household) {
        return new Upkeep(household, around.clock(), StoreRoom::new);
    }

    /**
     * One of them.
     *
     * @throws IOException if there is no such client
     */
    static Tenant tenant(Household household, String name) throws IOException {
        return household
                .find(name)
                .orElseThrow(() ->
                        new IOException(
                                "there is no client %s (see holdfast server clients)"
                                        .formatted(name)));
    }

    /** Does something with the server's files. */
    @FunctionalInterface
    interface Work {
        int work(ServerHere here) throws IOException;
    }

    /**
     * Works as the service user, whose files they are: what root asks for, another process does as
     * that user, with the same arguments.
     */
    int asItsUser(CommandSpec command, Work work) throws IOException {
        return asItsUser(command, work, List.of());
    }

    /**
     * The same with more arguments for the other process: what was asked meanwhile.
     *
     * @param more options that the command line lacks
     */
    int asItsUser(CommandSpec command, Work work, List<String> more) throws IOException {
        List<String> arguments =
                new ArrayList<>(command.root().commandLine().getParseResult().originalArgs());
        arguments.addAll(more);
        return asItsUser(arguments, work);
    }

    /** The same with arguments of the caller's. */
    int asItsUser(List<String> arguments, Work work) throws IOException {
        return asItsUser(arguments, new byte[0], work);
    }

    /** The same with something for the other process's standard input. */
    int asItsUser(List<String> arguments, byte[] input, Work work) throws IOException {
        if (around.user().getAsLong() != 0 || config.user().equals(ROOT)) {
            ThisProcess.setMask(PRIVATE);
            return work.work(this);
        }
        List<String> words = new ArrayList<>(List.of("runuser", "-u", config.user(), "--"));
        words.add(program().launcher().toString());
        words.addAll(withoutConfig(arguments));
        words.addAll(List.of("--config", file.toString()));
        CommandResult result =
                CommandResult.of(Command.of(words.toArray(String[]::new)), input, LIMITS);
        result.errors().forEach(around.console()::say);
        around.console().out().print(result.output());
        return result.exitCode();
    }

    /** The path may be relative, and its folder closed to the service user. */
    private static List<String> withoutConfig(List<String> arguments) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--config")) {
                i++;
            } else if (!argument.startsWith("--config=")) {
                kept.add(argument);
            }
        }
        return kept;
    }
}
