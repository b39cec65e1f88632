package dev.holdfast.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the program begins: wires the commands, and turns their outcome into an exit status. */
public final class Main {
    private Main() {}

    /** Runs one command line and ends the process. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, arguments));
    }

    /**
     * Runs one command line: results go to {@code out}, everything else to {@code err}. Returns the
     * exit status, one of {@link ExitCode}.
     */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        int status = commandLine().setOut(out).setErr(err).execute(arguments);
        out.flush();
        err.flush();
        return status;
    }

    private static CommandLine commandLine() {
        CommandLine holdfast = new CommandLine(new HoldfastCommand());
        holdfast.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit status:%n")
                .exitCodeList(exitCodes());
        return holdfast.setParameterExceptionHandler((wrong, _) -> explainUsage(wrong))
                .setExecutionExceptionHandler((failure, command, _) -> explain(failure, command));
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
        err.println("holdfast: " + wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("see: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE.status();
    }

    private static int explain(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        if (failure instanceof IOException) {
            err.println("holdfast: " + failure.getMessage());
        } else {
            err.println("holdfast: a fault in the program itself");
            failure.printStackTrace(err);
        }
        return ExitCode.FAILED.status();
    }
}
