package dev.holdfast.store.snapshot;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.Series;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.DiscFullException;
import dev.holdfast.platform.durable.Transfer;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sessions that write now: each keeps an empty file locked, whose name says which it is. What
 * they brought is left alone by reclaim. Nothing is lost when one is overlooked: it is then told at
 * its commit what is missing.
 */
public final class OpenSessions {
    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{32})-([a-z0-9][a-z0-9.-]{0,62})-([0-9a-f]{32})\\.open");

    private final Volume volume;

    public OpenSessions(Volume volume) {
        this.volume = volume;
    }

    /** One that is under way; closed when it ends. */
    public static final class Sign implements AutoCloseable {
        private final Volume volume;
        private final String name;
        private final VolumeFile file;

        private Sign(Volume volume, String name, VolumeFile file) {
            this.volume = volume;
            this.name = name;
            this.file = file;
        }

        @Override
        public void close() throws IOException {
            try {
                volume.delete(name);
            } finally {
                file.close();
            }
        }
    }

    /** Says that a session writes. Empty when there is no room even for that. */
    public Optional<Sign> begin(Snapshot.Origin origin) throws IOException {
        String name = name(origin);
        try {
            return Optional.of(new Sign(volume, name, volume.create(name, Transfer.PLAIN)));
        } catch (DiscFullException | FileAlreadyExistsException none) {
            return Optional.empty();
        }
    }

    /** Whether there is a sign of any, dead ones included. */
    public boolean isAnySigned() throws IOException {
        return volume.list(SessionFiles.NAME).stream().anyMatch(FORM.asMatchPredicate());
    }

    /** Those that live. What dead ones left is swept away: called under the vault's lock. */
    public List<Snapshot.Origin> list() throws IOException {
        List<Snapshot.Origin> open = new ArrayList<>();
        for (String file : volume.list(SessionFiles.NAME)) {
            Matcher matcher = FORM.matcher(file);
            if (matcher.matches() && lives(SessionFiles.NAME + "/" + file)) {
                open.add(
                        new Snapshot.Origin(
                                ClientId.parse(matcher.group(1)),
                                new Series(matcher.group(2)),
                                SessionId.parse(matcher.group(3))));
            }
        }
        return open;
    }

    /** Whether this session lives. */
    public boolean isOpen(Snapshot.Origin origin) throws IOException {
        try (VolumeFile dead = volume.claim(name(origin)).orElse(null)) {
            return dead == null;
        } catch (NoSuchFileException ended) {
            return false;
        }
    }

    private static String name(Snapshot.Origin origin) {
        return "%s/%s-%s.open"
                .formatted(SessionFiles.NAME, SeriesName.of(origin), origin.session());
    }

    private boolean lives(String name) throws IOException {
        try {
            Optional<VolumeFile> dead = volume.claim(name);
            if (dead.isPresent()) {
                try (VolumeFile _ = dead.get()) {
                    volume.delete(name);
                }
            }
            return dead.isEmpty();
        } catch (NoSuchFileException ended) {
            return false;
        }
    }
}
