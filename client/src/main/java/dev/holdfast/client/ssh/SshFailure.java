package dev.holdfast.client.ssh;

import dev.holdfast.model.Printable;
import dev.holdfast.protocol.invite.ServerAddress;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Why a connection failed, found out from what ssh said.
 *
 * @param sentence for people: what happened to which server, and what to do about it
 */
public record SshFailure(Kind kind, String sentence) {
    /** ssh's exit code for its own errors; any other is the remote command's. */
    private static final int OWN_ERROR = 255;

    private static final int COMMAND_NOT_FOUND = 127;

    /** As many of the last lines as help, when nothing is recognised. */
    private static final int LINES_SHOWN = 3;

    private static final int LENGTH_SHOWN_MAX = 400;

    /** What somebody who handles a failure has to tell apart. */
    public enum Kind {
        /** Nothing answers at that address now. */
        UNREACHABLE,
        /** The connection was made and broke. */
        LOST,
        /** The server proves itself by another key than the pinned ones. */
        HOST_KEY_CHANGED,
        /** Our own known_hosts has no key for this server. */
        HOST_KEY_UNKNOWN,
        /** The server does not accept our key. */
        NOT_ACCEPTED,
        /** ssh does not take what we or {@code client.toml} gave it. */
        MISUSED,
        /** What the server runs for us ended by itself with an error. */
        REMOTE;

        /** Whether the same may succeed later without anybody doing anything. */
        public boolean isTransient() {
            return this == UNREACHABLE || this == LOST;
        }
    }

    /** Words of OpenSSH's client, and what they mean; the first that is found counts. */
    private enum Sign {
        CHANGED(
                Kind.HOST_KEY_CHANGED,
                "HOST IDENTIFICATION HAS CHANGED|no matching host key type found",
                "the host key of %s is not the one it had: somebody may be in between; if the"
                        + " server was moved or reinstalled, run holdfast setup --move HOST here,"
                        + " which shows the new one"),
        UNKNOWN(
                Kind.HOST_KEY_UNKNOWN,
                "host key is known for .* strict checking|Host key verification failed",
                "this client has no host key to know %s by: run holdfast setup here again"),
        KEY_FILE(
                Kind.MISUSED,
                "UNPROTECTED PRIVATE KEY FILE|Load key .*: (?!Permission)",
                "ssh cannot use this client's key for %s: run holdfast server invite NAME on it and"
                        + " holdfast setup here with what it prints"),
        DENIED(
                Kind.NOT_ACCEPTED,
                "Permission denied \\(|Too many authentication failures"
                        + "|No supported authentication methods|no mutual signature",
                "%s does not accept this client's key: run holdfast server invite NAME on it and"
                        + " holdfast setup here with what it prints"),
        OPTION(
                Kind.MISUSED,
                "^command-line:? line 0:",
                "ssh does not take an option for %s (see ssh-options in client.toml)"),
        NAME(Kind.UNREACHABLE, "Could not resolve hostname", "the name of %s cannot be resolved"),
        REFUSED(
                Kind.UNREACHABLE,
                "Connection refused",
                "%s refuses connections: is sshd running there, and on that port?"),
        ROUTE(
                Kind.UNREACHABLE,
                "No route to host|Network is unreachable|Host is down",
                "there is no way through the network to %s"),
        TIMEOUT(
                Kind.UNREACHABLE,
                "(connect to|Connection to) .*timed out|timed out during banner exchange"
                        + "|Connection timed out",
                "%s does not answer: the connection timed out"),
        BANNER(
                Kind.UNREACHABLE,
                "kex_exchange_identification|ssh_exchange_identification|Bad remote protocol"
                        + "|banner exchange",
                "%s ends connections before a login: it may be overloaded, block this address,"
                        + " or not be an ssh server"),
        BROKEN(
                Kind.LOST,
                "closed by remote host|Broken pipe|Connection reset|not responding"
                        + "|Connection closed|disconnect",
                "the connection to %s was lost");

        private final Kind kind;
        private final Pattern words;
        private final String sentence;

        Sign(Kind kind, String words, String sentence) {
            this.kind = kind;
            this.words = Pattern.compile(words);
            this.sentence = sentence;
        }

        boolean isIn(List<String> lines) {
            return lines.stream().anyMatch(line -> words.matcher(line).find());
        }
    }

    /**
     * @param exitCode of the ssh program
     * @param lines the last of what it said on its error stream; also what the remote command said
     */
    public static SshFailure of(ServerAddress server, int exitCode, List<String> lines) {
        return of(ServerText.shown(server), exitCode, lines);
    }

    /**
     * @param server as it is called in sentences
     * @param exitCode of the ssh program
     * @param lines the last of what it said on its error stream; also what the remote command said
     */
    public static SshFailure of(String server, int exitCode, List<String> lines) {
        if (exitCode != OWN_ERROR) {
            return remote(server, exitCode, lines);
        }
        for (Sign sign : Sign.values()) {
            if (sign.isIn(lines)) {
                return new SshFailure(
                        sign.kind, sign.sentence.formatted(server) + said(sign.kind, lines));
            }
        }
        return new SshFailure(
                Kind.LOST, "the connection to %s failed".formatted(server) + quoted(lines));
    }

    private static SshFailure remote(String server, int exitCode, List<String> lines) {
        String what =
                switch (exitCode) {
                    case 0 -> "%s ended the connection without an error";
                    case COMMAND_NOT_FOUND -> "%s does not find holdfast: is it installed there?";
                    default -> "what %s runs for this client ended with exit code " + exitCode;
                };
        return new SshFailure(Kind.REMOTE, what.formatted(server) + quoted(lines));
    }

    /** ssh's own words help where ours stand for several. */
    private static String said(Kind kind, List<String> lines) {
        return switch (kind) {
            case HOST_KEY_CHANGED, HOST_KEY_UNKNOWN, NOT_ACCEPTED -> "";
            case UNREACHABLE, LOST, MISUSED, REMOTE -> quoted(lines);
        };
    }

    /** The last lines of what ssh or the remote command said, to be put behind a sentence. */
    public static String quoted(List<String> lines) {
        List<String> told = lines.stream().filter(line -> !line.isBlank()).toList();
        List<String> last = told.subList(Math.max(0, told.size() - LINES_SHOWN), told.size());
        String shown = Printable.of(String.join("; ", last));
        if (shown.length() > LENGTH_SHOWN_MAX) {
            shown = shown.substring(0, LENGTH_SHOWN_MAX - 1) + "…";
        }
        return shown.isEmpty() ? "" : " (%s)".formatted(shown);
    }
}
