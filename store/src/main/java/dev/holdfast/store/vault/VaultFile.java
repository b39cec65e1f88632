package dev.holdfast.store.vault;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import dev.holdfast.model.feature.Features;
import dev.holdfast.model.feature.TooNewException;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.frame.Featured;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/**
 * What {@code vault.cbor} says: written last at the creation, never changed. A vault that has lost
 * it is a vault all the same.
 */
record VaultFile(VaultId id, Timestamp created) {
    static final String NAME = "vault.cbor";

    private static final int LENGTH_MAX = 64 << 10;

    private static final Featured.Form<VaultFile> FORM =
            new Featured.Form<>("HFvault1", "this vault", VaultFile::read, VaultFile::write);

    void save(Volume volume) throws IOException {
        volume.replace(NAME, Featured.encode(FORM, this));
    }

    /**
     * @throws NoSuchFileException if there is no vault
     * @throws MalformedException if it is damaged or gone and cannot be made again
     */
    static Featured<VaultFile> load(Volume volume) throws IOException {
        try {
            return Featured.decode(FORM, volume.readAll(NAME, LENGTH_MAX));
        } catch (TooNewException later) {
            throw later;
        } catch (NoSuchFileException lost) {
            if (!VaultFileRecovery.hasContents(volume)) {
                throw lost;
            }
            return new Featured<>(Features.NONE, VaultFileRecovery.recover(volume, lost));
        } catch (MalformedException damaged) {
            return new Featured<>(Features.NONE, VaultFileRecovery.recover(volume, damaged));
        }
    }

    private static void write(VaultFile file, CborWriter out) throws IOException {
        out.array(2);
        out.bytes(file.id.toArray());
        out.timestamp(file.created);
        out.end();
    }

    private static VaultFile read(CborReader in) throws IOException {
        in.array();
        VaultFile file = new VaultFile(VaultId.of(in.byteArray()), in.timestamp());
        in.end();
        return file;
    }
}
