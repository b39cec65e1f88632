package dev.holdfast.server.doctor;

import dev.holdfast.server.space.Room;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was found in a server's folder, as its own user sees it.
 *
 * @param version of this program
 * @param complaints sentences of what is wrong with the configuration and the vaults
 * @param maintained when it was looked last, by the maintenance or for a backup, whether room must
 *     be made
 * @param pausedUntil after a jump of the clock
 * @param discs on which there are vaults
 * @param bare clients whose vaults have no ballast
 */
public record VaultFacts(
        Instant now,
        String version,
        List<String> complaints,
        Clients clients,
        Room room,
        Optional<Instant> maintained,
        Optional<Instant> pausedUntil,
        List<Disc> discs,
        List<String> bare,
        Mail mail) {
    public VaultFacts {
        complaints = List.copyOf(complaints);
        discs = List.copyOf(discs);
        bare = List.copyOf(bare);
    }

    /**
     * Those who back up here.
     *
     * @param late the names of those whose backups do not come
     */
    public record Clients(int count, List<String> late) {
        public Clients {
            late = List.copyOf(late);
        }
    }

    /**
     * A file system.
     *
     * @param folder on it
     * @param type such as {@code ext4}
     */
    public record Disc(Path folder, String type, Punching punching) {}

    /** Whether a part of a file can be given back and the rest stay. */
    public enum Punching {
        WORKS,
        FAILS
    }

    /**
     * Whether somebody is told.
     *
     * @param told whether anybody gets mail of what goes wrong
     * @param waiting how many letters and calls wait to be sent
     * @param oldest when the first of them was written
     */
    public record Mail(Told told, int waiting, Optional<Instant> oldest) {}

    /** Whether anybody gets mail of what goes wrong. */
    public enum Told {
        SOMEBODY,
        NOBODY
    }
}
