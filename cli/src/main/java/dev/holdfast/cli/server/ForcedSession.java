package dev.holdfast.cli.server;

import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.SessionId;
import dev.holdfast.platform.linux.ThisProcess;
import dev.holdfast.protocol.wire.Limits;
import dev.holdfast.protocol.wire.ServerConnection;
import dev.holdfast.server.log.SessionLog;
import dev.holdfast.server.report.RunReport;
import dev.holdfast.server.report.Sentences;
import dev.holdfast.server.session.Session;
import dev.holdfast.server.session.SessionEvent;
import dev.holdfast.server.session.SessionSetting;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A session over the standard streams, in a process that a client's key forces. The error stream
 * leads to the client too, so what it must not know goes to the server's log.
 */
final class ForcedSession {
    private static final int PRIVATE = 0077;

    /** What sshd says of a connection: the client's address first. */
    private static final String CONNECTION = "SSH_CONNECTION";

    private final Surroundings around;
    private final SessionLog log;
    private Sentences refusals = Sentences.NONE;

    private ForcedSession(Surroundings around, SessionLog log) {
        this.around = around;
        this.log = log;
    }

    /**
     * Of a client.
     *
     * @param name as the log calls it
     */
    static ForcedSession of(Surroundings around, ServerHere here, ClientId client, String name) {
        String about = "%s from %s".formatted(name, address(around));
        return new ForcedSession(
                around, SessionLog.of(here.config().root(), client, about, around.clock()));
    }

    /**
     * Of somebody who is no client yet.
     *
     * @param who as the log calls it
     */
    static ForcedSession of(Surroundings around, ServerHere here, String who) {
        String about = "%s from %s".formatted(who, address(around));
        return new ForcedSession(
                around, new SessionLog(here.config().root(), about, around.clock()));
    }

    /** Where the connection comes from. */
    String address() {
        return address(around);
    }

    private static String address(Surroundings around) {
        String connection = around.environment().getOrDefault(CONNECTION, "");
        String address = connection.split(" ", 2)[0];
        return address.isEmpty() ? "this host" : address;
    }

    /** Makes the session; what it throws the log is told. */
    @FunctionalInterface
    interface Opening {
        Session open(SessionSetting setting, ServerConnection connection) throws IOException;
    }

    /** Serves until the client is done or gone, and returns the exit status. */
    int serve(Limits limits, Opening opening) {
        ThisProcess.setMask(PRIVATE);
        Thread.setDefaultUncaughtExceptionHandler((_, fault) -> log.add(told(fault)));
        try {
            ServerConnection connection =
                    ServerConnection.open(StandardStreams.ofThisProcess(), limits, around.ticker());
            opening.open(setting(), connection).serve();
            return ExitCode.DONE.status();
        } catch (IOException failure) {
            log.addNoise("failed: " + failure.getMessage());
        } catch (RuntimeException fault) {
            log.add(told(fault));
        }
        around.console().say("the server cannot do this now; its log tells why");
        return ExitCode.FAILED.status();
    }

    private SessionSetting setting() {
        return new SessionSetting(around.clock(), this::freshSession, around.version(), this::note);
    }

    private void note(SessionEvent event) {
        switch (event) {
            case SessionEvent.Committed committed -> log.add(committed.line());
            case SessionEvent.Refused refused -> {
                log.addNoise(refused.line());
                refusals = refusals.and(refused.line());
            }
            case SessionEvent.Began _, SessionEvent.Failed _, SessionEvent.Ended _ ->
                    log.addNoise(event.line());
        }
    }

    /** The first refusals of the session that are in none of its reports. */
    List<String> refusalsBeside(Collection<RunReport> reports) {
        Set<String> reported = new HashSet<>();
        reports.forEach(report -> reported.addAll(report.served().refusals().first()));
        return refusals.first().stream().filter(each -> !reported.contains(each)).toList();
    }

    private SessionId freshSession() {
        byte[] id = new byte[SessionId.SIZE];
        around.random().nextBytes(id);
        return SessionId.of(id);
    }

    /** Writes a sentence into the server's log. */
    void note(String sentence) {
        log.add(sentence);
    }

    private static String told(Throwable fault) {
        return Stream.of(fault.getStackTrace())
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < ", "a fault in the program: " + fault + " < ", ""));
    }
}
