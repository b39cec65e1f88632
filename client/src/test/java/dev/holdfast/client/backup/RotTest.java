package dev.holdfast.client.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.fixture.Machine;
import dev.holdfast.client.fixture.Picture;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.scrub.Scrubbed;
import dev.holdfast.store.vault.Health;
import dev.holdfast.store.vault.Vault;
import dev.holdfast.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** Bits flip anywhere in a vault. */
@Timeout(120)
class RotTest {
    private static final int BACKUPS = 3;
    private static final int FLIPS_MAX = 6;
    private static final Timestamp NOW = new Timestamp(4_200_000_000L, 0);

    @TempDir Path folder;

    /** What each snapshot was made of. */
    private final Map<Snapshot, Map<String, String>> made = new LinkedHashMap<>();

    @ParameterizedTest
    @Seeds(4)
    void whatRotsIsFoundAndWhatTheMachineHasIsHealed(long seed) throws IOException {
        rot(seed);
    }

    @ParameterizedTest
    @Seeds(40)
    @Tag("long")
    void whatRotsIsFoundAndWhatTheMachineHasIsHealedWheneverItHappens(long seed)
            throws IOException {
        rot(seed + 1_000);
    }

    private void rot(long seed) throws IOException {
        Random random = new Random(seed);
        Machine machine = new Machine(folder);
        boolean replaces = random.nextBoolean();
        for (int i = 0; i < BACKUPS; i++) {
            change(machine, random, replaces ? 0 : i);
            Snapshot snapshot = machine.backup().snapshot();
            made.put(snapshot, Picture.of(machine.files()));
        }
        List<Path> files = flip(machine.vault(), random);
        scrub(machine);
        assertNamedIfNotWhole(machine, files);
        Snapshot healing = machine.backup().snapshot();
        made.put(healing, Picture.of(machine.files()));
        scrub(machine);
        Health health = assertNamedIfNotWhole(machine, files);
        assertThat(health.incomplete())
                .describedAs("the newest is whole: %s", files)
                .doesNotContain(BACKUPS + 1L);
        if (!replaces) {
            assertThat(health.incomplete())
                    .describedAs("the one before is whole again: %s", files)
                    .doesNotContain((long) BACKUPS);
        }
    }

    /**
     * What replaces a small file takes it from the machine, and with it the means to put its chunk
     * together again.
     */
    private static void change(Machine machine, Random random, int generation) throws IOException {
        for (int i = 0; i < 12; i++) {
            int length = random.nextInt(6) == 0 ? 400_000 : 100 + random.nextInt(9_000);
            byte[] content = new byte[length];
            random.nextBytes(content);
            String name = "d%d/f%d-%d".formatted(random.nextInt(4), random.nextInt(12), generation);
            machine.write(name, content);
        }
    }

    private static List<Path> flip(Path vault, Random random) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(vault)) {
            all =
                    walk.filter(Files::isRegularFile)
                            .filter(file -> file.toFile().length() > 0)
                            .filter(file -> !file.endsWith("ballast"))
                            .sorted()
                            .toList();
        }
        List<Path> flipped = new ArrayList<>();
        for (int i = 1 + random.nextInt(FLIPS_MAX); i > 0; i--) {
            Path file = all.get(random.nextInt(all.size()));
            byte[] bytes = Files.readAllBytes(file);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
            flipped.add(vault.relativize(file));
        }
        return flipped;
    }

    private static Vault open(Machine machine) throws IOException {
        return Vault.open(Volume.on(machine.vault()));
    }

    private static void scrub(Machine machine) throws IOException {
        Scrubbed scrubbed = open(machine).scrub(Long.MAX_VALUE, NOW).orElseThrow();
        assertThat(scrubbed.isRoundOver()).isTrue();
    }

    private Health assertNamedIfNotWhole(Machine machine, List<Path> files) throws IOException {
        Health health = open(machine).health();
        for (Map.Entry<Snapshot, Map<String, String>> each : made.entrySet()) {
            Snapshot snapshot = each.getKey();
            boolean isNamed =
                    health.incomplete().contains(snapshot.sequence())
                            || health.unreadableSnapshots().contains(snapshot.sequence());
            assertThat(isNamed || isWhole(machine, snapshot, each.getValue()))
                    .describedAs("snapshot %d, flipped in %s", snapshot.sequence(), files)
                    .isTrue();
        }
        return health;
    }

    private static boolean isWhole(Machine machine, Snapshot snapshot, Map<String, String> then)
            throws IOException {
        Machine.Restored restored = machine.restore(snapshot);
        return restored.failed().isEmpty() && Picture.of(restored.files()).equals(then);
    }
}
