package dev.holdfast.server.access;

import dev.holdfast.model.ClientId;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.server.invite.InvitationId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The commands that keys force, as text for the service user's shell.
 *
 * @param launcher the program, absolute; it cleans the environment before anything else
 * @param config a {@code server.toml} elsewhere than where the program looks by itself
 * @param slots the folder in which the launcher counts sessions; none: it does not
 */
public record Program(Path launcher, Optional<Path> config, Optional<Path> slots) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./=:@%+,-]+");

    public Program {
        require(launcher);
        config.ifPresent(Program::require);
        slots.ifPresent(Program::require);
    }

    /** One that counts no sessions. */
    public Program(Path launcher, Optional<Path> config) {
        this(launcher, config, Optional.empty());
    }

    /** What a key of a client runs. */
    public String serve(ClientId client, Rights rights) {
        String what = "serve --client " + client + counted();
        return switch (rights) {
            case FULL -> command(what);
            case RESTORE_ONLY -> command(what + " --restore-only");
        };
    }

    /** What the key of an invitation runs. */
    public String enrol(InvitationId invitation) {
        return command("enrol --invitation " + invitation + counted());
    }

    private String counted() {
        return slots.map(folder -> " --slots " + quoted(folder)).orElse("");
    }

    /** What a timer runs. */
    public String maintain() {
        return command("maintain");
    }

    private String command(String what) {
        String from = config.map(file -> " --config " + quoted(file)).orElse("");
        return "%s server %s%s".formatted(quoted(launcher), what, from);
    }

    private static void require(Path path) {
        boolean printable = path.toString().chars().allMatch(c -> c >= ' ' && c <= '~');
        if (!path.isAbsolute() || !printable) {
            throw new IllegalArgumentException("not an absolute path in plain ASCII: " + path);
        }
    }

    private static String quoted(Path path) {
        String text = path.toString();
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
