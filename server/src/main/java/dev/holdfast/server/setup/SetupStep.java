package dev.holdfast.server.setup;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.Printable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One thing that a setup does. */
public sealed interface SetupStep {

    /** A locked account without a password, whose shell runs the forced commands. */
    record MakeUser(String user, Path home) implements SetupStep {}

    /** A folder that nobody but its owner may enter; made, or its owner and mode set right. */
    record MakeFolder(Path folder, String owner, State state) implements SetupStep {
        /** What is there before. */
        public enum State {
            MISSING,
            NOT_PRIVATE
        }
    }

    /** The configuration; a former one is kept beside it under {@code .old}. */
    record WriteConfig(Path file, String text) implements SetupStep {}

    /**
     * Our part of sshd's configuration. It stays only if sshd finds the whole without fault and
     * uses it for the user.
     *
     * @param proof a line that sshd prints of its settings for the user if it does
     */
    record InstallDropIn(SetupRequest.Sshd sshd, String text, String user, String proof)
            implements SetupStep {}

    /**
     * Keys by which clients know a host: those of the host whose place this one takes. Former ones
     * stay beside them under {@code .old}; all are put back if sshd does not accept the new ones.
     *
     * @param folder that sshd has its keys in
     * @param keys content by name
     */
    record InstallHostKeys(SetupRequest.Sshd sshd, Path folder, Map<String, Bytes> keys)
            implements SetupStep {
        private static final Pattern NAME = Pattern.compile("ssh_host_[a-z0-9]{1,20}_key(\\.pub)?");

        public InstallHostKeys {
            keys = Map.copyOf(keys);
            for (String name : keys.keySet()) {
                if (!isHostKey(name)) {
                    throw new IllegalArgumentException("not a host key: " + Printable.of(name));
                }
            }
        }

        /** Whether a file of that name holds a key of sshd's, either half (sshd(8), FILES). */
        public static boolean isHostKey(String name) {
            return NAME.matcher(name).matches();
        }
    }

    /** Has the running sshd read its configuration again. */
    record ReloadSshd(List<String> command) implements SetupStep {
        public ReloadSshd {
            command = List.copyOf(command);
        }
    }

    /**
     * Files that have the maintenance run every hour.
     *
     * @param commands that make them count
     */
    record InstallTimer(Map<Path, String> files, List<List<String>> commands) implements SetupStep {
        public InstallTimer {
            files = Map.copyOf(files);
            commands = List.copyOf(commands);
        }
    }

    /** Something that only a person can do; it is said, not done. */
    record Advise(String what) implements SetupStep {}

    /** What is done, for people. */
    default String sentence() {
        return switch (this) {
            case MakeUser(var user, var home) ->
                    "add the system user %s with the home %s".formatted(user, home);
            case MakeFolder(var folder, var owner, var state) ->
                    switch (state) {
                        case MISSING -> "make the folder %s, of %s alone".formatted(folder, owner);
                        case NOT_PRIVATE ->
                                "give the folder %s to %s alone".formatted(folder, owner);
                    };
            case WriteConfig(var file, var _) -> "write %s".formatted(file);
            case InstallDropIn(var sshd, var _, var user, var _) ->
                    "write %s, with which sshd lets %s only run what its keys force"
                            .formatted(sshd.dropIn(), user);
            case InstallHostKeys(var _, var folder, var keys) ->
                    "make %s of %s the keys by which clients know this host"
                            .formatted(
                                    keys.keySet().stream()
                                            .filter(name -> !name.endsWith(".pub"))
                                            .sorted()
                                            .collect(Collectors.joining(", ")),
                                    folder);
            case ReloadSshd(var command) -> "reload sshd (%s)".formatted(String.join(" ", command));
            case InstallTimer(var files, var _) ->
                    "write %s, by which the maintenance runs every hour"
                            .formatted(
                                    files.keySet().stream()
                                            .map(Path::toString)
                                            .sorted()
                                            .collect(Collectors.joining(" and ")));
            case Advise(var what) -> what;
        };
    }
}
