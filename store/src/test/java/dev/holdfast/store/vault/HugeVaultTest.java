package dev.holdfast.store.vault;

import static dev.holdfast.store.vault.Sessions.CLIENT;
import static dev.holdfast.store.vault.Sessions.FIGURES;
import static dev.holdfast.store.vault.Sessions.NOW;
import static dev.holdfast.store.vault.Sessions.VAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Kind;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.PackId;
import dev.holdfast.model.Series;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.pack.PackHeader;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.store.pack.SparsePack;
import dev.holdfast.store.reclaim.Survey;
import dev.holdfast.store.snapshot.SnapshotFiles;
import dev.holdfast.testkit.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten million objects, surveyed by a process of its own that has little memory. */
@Tag("long")
class HugeVaultTest {
    private static final int SNAPSHOTS = 50;
    private static final int TREES_A_SNAPSHOT = 20_000;
    private static final int CHUNKS_A_TREE = 9;
    private static final int CHUNKS_A_PACK = 16_000;
    private static final long CHUNKS = (long) SNAPSHOTS * TREES_A_SNAPSHOT * CHUNKS_A_TREE;
    private static final int ROOT_REFERENCES_MAX = 1000;

    @TempDir private Path folder;

    @Test
    void tenMillionObjectsAreSurveyedInLittleMemory() throws Exception {
        generate();
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                HugeVaultTest.class.getName(),
                                folder.toString())
                        .inheritIO()
                        .start();
        assertThat(child.waitFor()).isZero();
    }

    private static ObjectId chunk(long number) {
        return Records.id(1_000_000_000L + number);
    }

    /** Each snapshot has trees of its own, and refers to half of those of the one before. */
    private void generate() throws IOException {
        Volume volume = Volume.on(folder);
        Vault vault = Vault.create(volume, VAULT, NOW);
        for (long from = 0; from < CHUNKS; from += CHUNKS_A_PACK) {
            List<ObjectId> ids = new ArrayList<>(CHUNKS_A_PACK);
            for (long i = from; i < Math.min(CHUNKS, from + CHUNKS_A_PACK); i++) {
                ids.add(chunk(i));
            }
            SparsePack.write(folder, header(), ids);
        }
        List<ObjectId> before = List.of();
        for (int number = 1; number <= SNAPSHOTS; number++) {
            before = addSnapshot(vault, volume, number, before);
        }
    }

    private static PackHeader header() {
        return new PackHeader(
                new PackId(UUID.randomUUID()),
                PackKind.DATA,
                VAULT,
                new PackHeader.Source(CLIENT, new SessionId(new UUID(1, 1)), NOW),
                List.of(Records.wrap(Records.KEY)));
    }

    private static List<ObjectId> addSnapshot(
            Vault vault, Volume volume, int number, List<ObjectId> before) throws IOException {
        List<ObjectId> middle = new ArrayList<>();
        long seed = number * 10_000_000L;
        try (Upload upload = vault.upload(Sessions.session(number))) {
            for (int group = 0; group < TREES_A_SNAPSHOT / ROOT_REFERENCES_MAX; group++) {
                List<ObjectId> trees = new ArrayList<>();
                for (int i = 0; i < ROOT_REFERENCES_MAX; i++) {
                    trees.add(addTree(upload, number, group * ROOT_REFERENCES_MAX + i, ++seed));
                }
                upload.put(Records.record(Kind.TREE, ++seed, trees, 100));
                middle.add(Records.id(seed));
            }
            List<ObjectId> all = new ArrayList<>(middle);
            all.addAll(before.subList(0, before.size() / 2));
            upload.put(Records.record(Kind.ROOT, ++seed, all, 100));
        }
        new SnapshotFiles(volume)
                .add(
                        new Snapshot(
                                number,
                                NOW,
                                Sessions.origin(Series.SYSTEM, number),
                                Records.id(seed),
                                FIGURES));
        return middle;
    }

    private static ObjectId addTree(Upload upload, int snapshot, int tree, long seed)
            throws IOException {
        List<ObjectId> chunks = new ArrayList<>(CHUNKS_A_TREE);
        long first = ((snapshot - 1L) * TREES_A_SNAPSHOT + tree) * CHUNKS_A_TREE;
        for (int i = 0; i < CHUNKS_A_TREE; i++) {
            chunks.add(chunk(first + i));
        }
        upload.put(Records.record(Kind.TREE, seed, chunks, 60));
        return Records.id(seed);
    }

    /** Surveys a vault, and says what that took. */
    public static void main(String[] arguments) throws IOException {
        long begun = System.nanoTime();
        Vault vault = Vault.open(Volume.on(Path.of(arguments[0])));
        long opened = System.nanoTime();
        List<Long> order = vault.snapshots().stream().map(Snapshot::sequence).toList();
        Survey survey = vault.survey(order);
        long surveyed = System.nanoTime();
        System.err.printf(
                "opened in %.1f s, surveyed in %.1f s, freed by all %d, by one %d%n",
                (opened - begun) / 1e9,
                (surveyed - opened) / 1e9,
                survey.freed(order.size()),
                survey.freed(1));
        Files.readString(Path.of("/proc/self/status"))
                .lines()
                .filter(line -> line.matches("(VmHWM|RssAnon|RssFile):.*"))
                .forEach(System.err::println);
        if (survey.freed(order.size()) < CHUNKS * 4096) {
            throw new IOException("too little was counted");
        }
    }
}
