package dev.holdfast.server.rules;

import java.util.Locale;
import java.util.Set;

/** What a client may ask for. */
public enum Asked {
    /** To be heard at all. */
    CONNECTION,
    /** To begin a backup, and all that belongs to it. */
    BACKUP,
    /** To read what is in a vault, contents too. */
    RESTORE,
    /** To see which snapshots there are and which names are in them. */
    LIST;

    /** What rules can allow and forbid by name. */
    static final Set<Asked> COMMANDS = Set.of(BACKUP, RESTORE, LIST);

    /** As configurations and commands write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The command of a word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Asked command(String word) {
        for (Asked each : values()) {
            if (COMMANDS.contains(each) && each.word().equals(word)) {
                return each;
            }
        }
        throw new IllegalArgumentException("a command is backup, restore or list: '" + word + "'");
    }
}
