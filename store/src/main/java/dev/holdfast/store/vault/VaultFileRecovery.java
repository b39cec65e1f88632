package dev.holdfast.store.vault;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.feature.TooNewException;
import dev.holdfast.platform.durable.DiscFullException;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.store.pack.PackHeader;
import dev.holdfast.store.pack.PackName;
import dev.holdfast.store.pack.PackReader;
import dev.holdfast.store.snapshot.SnapshotFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code vault.cbor} again from what every pack says of itself. Refuses when packs do not
 * agree which vault it is, or when one of them has features that this version does not know: then
 * the lost file may have had some too.
 */
final class VaultFileRecovery {
    private final Volume volume;
    private final Set<VaultId> ids = new HashSet<>();
    private @Nullable Timestamp oldest;

    private VaultFileRecovery(Volume volume) {
        this.volume = volume;
    }

    /** Whether there is a vault, whatever became of its file. */
    static boolean hasContents(Volume volume) throws IOException {
        return !PackName.list(volume).isEmpty() || SnapshotFiles.isAnyIn(volume);
    }

    /**
     * What the file must have said; written again if there is room.
     *
     * @param lost why it could not be read; thrown when no pack can tell
     */
    static VaultFile recover(Volume volume, IOException lost) throws IOException {
        VaultFile found = new VaultFileRecovery(volume).find(lost);
        try (VolumeLock _ = volume.lock(VaultState.LOCK)) {
            found.save(volume);
        } catch (DiscFullException full) {
            // Found again the next time.
        }
        return found;
    }

    private VaultFile find(IOException lost) throws IOException {
        for (PackName name : PackName.list(volume)) {
            if (name.state() == PackName.State.PUBLISHED) {
                look(name);
            }
        }
        if (ids.size() == 1 && oldest != null) {
            return new VaultFile(ids.iterator().next(), oldest);
        }
        throw new MalformedException(
                "cannot tell which vault is in %s: %s, and %s"
                        .formatted(volume, reason(lost), testimony()),
                lost);
    }

    private static String reason(IOException lost) {
        return lost instanceof NoSuchFileException
                ? VaultFile.NAME + " is gone"
                : VaultFile.NAME + " is damaged";
    }

    private String testimony() {
        return ids.isEmpty() ? "no pack tells" : "its packs do not agree";
    }

    private void look(PackName name) throws IOException {
        try (PackReader reader = PackReader.open(volume, name.id(), name.kind())) {
            PackHeader header = reader.header();
            reader.features().requireWritable("this vault");
            ids.add(header.vault());
            Timestamp received = header.source().received();
            oldest =
                    Optional.ofNullable(oldest)
                            .filter(t -> t.compareTo(received) <= 0)
                            .orElse(received);
        } catch (TooNewException later) {
            throw later;
        } catch (NoSuchFileException | MalformedException none) {
            // Others tell.
        }
    }
}
