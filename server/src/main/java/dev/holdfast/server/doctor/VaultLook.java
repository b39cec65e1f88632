package dev.holdfast.server.doctor;

import dev.holdfast.platform.durable.Transfer;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeFile;
import dev.holdfast.platform.outbox.Outbox;
import dev.holdfast.server.doctor.VaultFacts.Clients;
import dev.holdfast.server.doctor.VaultFacts.Disc;
import dev.holdfast.server.doctor.VaultFacts.Mail;
import dev.holdfast.server.doctor.VaultFacts.Punching;
import dev.holdfast.server.doctor.VaultFacts.Told;
import dev.holdfast.server.upkeep.Household;
import dev.holdfast.server.upkeep.Tenant;
import dev.holdfast.server.upkeep.Upkeep;
import dev.holdfast.server.view.ClientView;
import dev.holdfast.server.view.ServerView;
import dev.holdfast.store.reclaim.Ballast;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at a server's folder. */
public final class VaultLook {
    private static final String PROBE = "doctor" + Volume.UNFINISHED;

    private VaultLook() {}

    /**
     * Looks; to see whether a hole can be punched, makes a file for a moment.
     *
     * @param version of this program
     */
    public static VaultFacts at(Household household, Upkeep upkeep, Instant now, String version)
            throws IOException {
        ServerView view = ServerView.of(household, upkeep, now);
        List<String> complaints = new ArrayList<>(view.complaints());
        view.clients().forEach(client -> complaints.addAll(client.complaints()));
        List<String> late =
                view.clients().stream()
                        .filter(client -> !client.late().isEmpty())
                        .map(ClientView::name)
                        .toList();
        return new VaultFacts(
                now,
                version,
                complaints,
                new Clients(view.clients().size(), late),
                view.room(),
                upkeep.lastLook(),
                view.memory().pausedUntil(),
                discs(household),
                bare(household),
                mail(household));
    }

    /** One folder of each file system: vaults may be mounted. */
    private static List<Disc> discs(Household household) throws IOException {
        Map<FileStore, Path> folders = new LinkedHashMap<>();
        folders.put(Files.getFileStore(household.root()), household.root());
        for (Tenant tenant : household.tenants()) {
            if (tenant.volume().isPresent()) {
                folders.putIfAbsent(Files.getFileStore(tenant.folder()), tenant.folder());
            }
        }
        List<Disc> discs = new ArrayList<>();
        for (Map.Entry<FileStore, Path> each : folders.entrySet()) {
            Path folder = each.getValue();
            discs.add(new Disc(folder, each.getKey().type(), punching(Volume.on(folder))));
        }
        return discs;
    }

    private static Punching punching(Volume volume) throws IOException {
        volume.delete(PROBE);
        try (VolumeFile probe = volume.create(PROBE, Transfer.PLAIN)) {
            boolean works = probe.punch(0, Volume.BLOCK_SIZE);
            return works ? Punching.WORKS : Punching.FAILS;
        } finally {
            volume.delete(PROBE);
        }
    }

    private static List<String> bare(Household household) throws IOException {
        List<String> bare = new ArrayList<>();
        for (Tenant tenant : household.tenants()) {
            Optional<Volume> volume = tenant.volume();
            if (volume.isPresent() && !new Ballast(volume.get()).isThere()) {
                bare.add(tenant.name());
            }
        }
        return bare;
    }

    private static Mail mail(Household household) throws IOException {
        Outbox outbox = new Outbox(Volume.on(household.root()));
        return new Mail(
                household.policy().notices().mailsErrors() ? Told.SOMEBODY : Told.NOBODY,
                outbox.size(),
                outbox.oldest());
    }
}
