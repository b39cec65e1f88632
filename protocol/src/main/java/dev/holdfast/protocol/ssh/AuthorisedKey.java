package dev.holdfast.protocol.ssh;

import dev.holdfast.model.Printable;

/**
 * A line of {@code authorized_keys} for a key that may run one command and nothing else: no
 * terminal, no forwarding, no other command.
 *
 * @param command printable ASCII, not ending in a backslash; runs through the account's shell
 * @param key that may run it
 */
public record AuthorisedKey(String command, PublicKeyLine key) {
    /** Well below what sshd reads as one line. */
    public static final int COMMAND_LENGTH_MAX = 1_024;

    public AuthorisedKey {
        boolean printable = command.chars().allMatch(c -> c >= ' ' && c <= '~');
        if (command.isBlank() || command.length() > COMMAND_LENGTH_MAX || !printable) {
            throw new IllegalArgumentException(
                    "not a command for authorized_keys: '%s'".formatted(Printable.of(command)));
        }
        // sshd would take the backslash and the closing quote for a quote within the command.
        if (command.endsWith("\\")) {
            throw new IllegalArgumentException("command ends in a backslash: " + command);
        }
    }

    /**
     * The line without its end. Within quotes sshd knows one escape, {@code \"}; every other
     * backslash stands for itself.
     */
    @Override
    public String toString() {
        return "restrict,command=\"%s\" %s".formatted(command.replace("\"", "\\\""), key);
    }
}
