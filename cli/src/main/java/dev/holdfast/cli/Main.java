package dev.holdfast.cli;

import dev.holdfast.cli.client.ClientCommands;
import dev.holdfast.cli.command.Commands;
import dev.holdfast.cli.console.Console;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.RawText;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.server.ServerCommands;
import dev.holdfast.platform.linux.ThisProcess;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the program begins: wires the commands, and turns their outcome into an exit status. */
public final class Main {
    /** The launcher says where it is. */
    static final String LAUNCHER = "holdfast.launcher";

    private Main() {}

    /** Runs one command line and ends the process. */
    public static void main(String[] arguments) {
        PrintWriter out = writer(System.out);
        PrintWriter err = writer(System.err);
        System.exit(run(out, err, RawText.arguments(arguments)));
    }

    /** Results are many short lines: they are not worth a write each. */
    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /**
     * Runs one command line: results go to {@code out}, everything else to {@code err}. Returns the
     * exit status, one of {@link ExitCode}.
     */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        int status =
                commandLine(around(out, err), arguments).setOut(out).setErr(err).execute(arguments);
        boolean told = !out.checkError();
        if (!told) {
            err.println("holdfast: not all of the results could be written");
        }
        err.flush();
        return told || status != ExitCode.DONE.status() ? status : ExitCode.FAILED.status();
    }

    /** All commands, as they are parsed and explained. */
    static CommandLine everything() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return commandLine(around(nowhere, nowhere), new String[0]);
    }

    private static Surroundings around(PrintWriter out, PrintWriter err) {
        return new Surroundings(
                new Console(out, err, System.in),
                InstantSource.system(),
                System::nanoTime,
                System.getenv(),
                ThisProcess::user,
                new SecureRandom(),
                Version.current(),
                Optional.ofNullable(System.getProperty(LAUNCHER)).map(Path::of));
    }

    private static CommandLine commandLine(Surroundings around, String[] arguments) {
        CommandLine holdfast = new CommandLine(new HoldfastCommand());
        // Not System.out, which keeps to itself what could not be written.
        OutputStream raw = new FileOutputStream(FileDescriptor.out);
        List<String> line = List.of(arguments);
        Commands commands =
                ClientCommands.of(around, raw)
                        .with("server", () -> ServerCommands.of(around, line));
        if (!line.equals(List.of("--version"))) {
            commands.needed(line, 0).forEach(command -> holdfast.addSubcommand(command.get()));
        }
        holdfast.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit status:%n")
                .exitCodeList(exitCodes());
        return holdfast.setParameterExceptionHandler((wrong, _) -> explainUsage(wrong))
                .setExecutionExceptionHandler((failure, command, _) ->
                        Failures.explain(failure, command.getErr()).status());
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            meanings.put(String.valueOf(code.status()), code.meaning());
        }
        return meanings;
    }

    private static int explainUsage(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("holdfast: " + String.valueOf(wrong.getMessage()).replaceFirst("^Error: ", ""));
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("see: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE.status();
    }
}
