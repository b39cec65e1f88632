package dev.holdfast.store.vault;

import static dev.holdfast.store.vault.Sessions.NOW;
import static dev.holdfast.store.vault.Sessions.VAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Series;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.PackName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that scrubs without end is killed again and again while another backs up. */
@Tag("long")
class ScrubKillTest {
    private static final int KILLS = 60;

    @TempDir private Path folder;

    @Test
    void killsAtAnyMomentHideNoDamageAndInventNone() throws Exception {
        Volume volume = Volume.on(folder);
        Vault.create(volume, VAULT, NOW);
        Archive archive = new Archive(5, Series.SYSTEM, 60_000);
        Random random = new Random(5);
        for (int kill = 0; kill < KILLS; kill++) {
            DoomedProcess scrubbing = DoomedProcess.start(ScrubKillTest.class, folder);
            archive.backUp(Vault.open(volume));
            if (kill % 5 == 4) {
                spoil(volume, random);
            }
            archive.backUp(Vault.open(volume));
            scrubbing.killWithin(Duration.ofSeconds(2), random);
        }
        Vault vault = Vault.open(volume);
        scrubWholly(vault);
        archive.heal(vault);
        scrubWholly(vault);
        archive.requireComplete(Vault.open(volume));
        assertThat(Vault.open(volume).health().isSound()).isTrue();
    }

    /** The rest of the round that was interrupted, and a whole one. */
    private static void scrubWholly(Vault vault) throws IOException {
        for (int round = 0; round < 2; round++) {
            assertThat(vault.scrub(Long.MAX_VALUE, NOW).orElseThrow().isRoundOver()).isTrue();
        }
    }

    /** A byte in the middle of some data pack. */
    private void spoil(Volume volume, Random random) throws IOException {
        List<PackName> packs =
                PackName.list(volume).stream()
                        .filter(pack -> pack.kind() == PackKind.DATA)
                        .filter(pack -> pack.state() == PackName.State.PUBLISHED)
                        .toList();
        Path file = folder.resolve(packs.get(random.nextInt(packs.size())).path());
        byte[] bytes = Files.readAllBytes(file);
        bytes[8192 + 100] ^= 1;
        Files.write(file, bytes);
    }

    /** Scrubs until it is killed. */
    public static void main(String[] arguments) throws IOException {
        while (true) {
            Vault.open(Volume.on(Path.of(arguments[0]))).scrub(200_000, NOW);
        }
    }
}
