package dev.holdfast.cli.rough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.endtoend.ClientHost;
import dev.holdfast.cli.endtoend.Program;
import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A vault is damaged while nobody uses it: every command says so in a sentence or does not notice,
 * none crashes, and the next backup brings back what it can.
 */
class DamageTest {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int DAMAGED = 5;

    @TempDir private static Path shared;
    private static Path tree;
    private static ClientHost client;
    private static Path sound;
    private static Path vault;

    @BeforeAll
    static void makeAVault() throws Exception {
        Program.assumeBuilt();
        client = ClientHost.in(shared.resolve("client"));
        vault = shared.resolve("vault");
        ChangingTree.Sizes sizes = new ChangingTree.Sizes(150, 2, 3 << 20);
        ChangingTree changing = ChangingTree.make(shared.resolve("tree"), new Random(1), sizes);
        tree = changing.folder();
        String code = shared.resolve("code").toString();
        client.mustHoldfast(
                "backup", "--vault", "" + vault, "--recovery-code-file", code, "" + tree);
        sound = shared.resolve("sound");
        Program.shell("cp -a '%s' '%s'".formatted(vault, sound));
    }

    @BeforeEach
    void startWithASoundVault() throws IOException {
        Program.shell("rm -rf '%1$s' && cp -a '%2$s' '%1$s'".formatted(vault, sound));
    }

    /** The largest file of a folder of the vault. */
    private static Path largest(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(vault.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    private static void flip(Path file, double where) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) (bytes.length * where)] ^= 0x55;
        Files.write(file, bytes);
    }

    /**
     * Records begin on boundaries, so the first byte behind one is never among the zeros between.
     */
    private static void flipARecord(Path dataPack) throws IOException {
        byte[] bytes = Files.readAllBytes(dataPack);
        bytes[bytes.length * 2 / 5 / 4096 * 4096] ^= 0x55;
        Files.write(dataPack, bytes);
    }

    private static CommandResult run(String command, String... arguments) throws IOException {
        List<String> words = Program.with(List.of(command, "--vault", "" + vault), arguments);
        CommandResult result = client.holdfast(words.toArray(String[]::new));
        String said = result.output() + String.join("\n", result.errors());
        assertThat(said).describedAs(command).doesNotContain("fault in the program", "\tat ");
        return result;
    }

    private static int restoreStatus() throws IOException {
        Path target = shared.resolve("restored");
        CommandResult result = run("restore", "--all", "--to", target.toString());
        if (result.exitCode() == DONE) {
            assertThat(Program.difference(tree, target.resolve(("" + tree).substring(1))))
                    .isEmpty();
        }
        Program.shell("rm -rf '%s'".formatted(target));
        return result.exitCode();
    }

    private static void assertNobodyIsHarmed() throws IOException {
        assertThat(run("check").exitCode()).isEqualTo(DONE);
        assertThat(restoreStatus()).isEqualTo(DONE);
        assertThat(run("backup", "" + tree).exitCode()).isEqualTo(DONE);
    }

    private static void assertToldAndHealed() throws IOException {
        assertThat(run("list").exitCode()).isEqualTo(DONE);
        CommandResult check = run("check");
        assertThat(check.exitCode()).isEqualTo(DAMAGED);
        assertThat(check.errors()).anyMatch(line -> line.startsWith("DAMAGED: snapshot 1, "));
        assertThat(restoreStatus()).isEqualTo(DAMAGED);
        assertThat(run("backup", "" + tree).exitCode()).isEqualTo(DONE);
        assertThat(restoreStatus()).isEqualTo(DONE);
    }

    @Test
    void aRecordWithAWrongBitIsToldAndBroughtAgain() throws IOException {
        flipARecord(largest("data"));
        assertToldAndHealed();
        assertThat(run("check").exitCode()).isEqualTo(DONE);
    }

    @Test
    void aPackCutShortIsToldAndBroughtAgain() throws IOException {
        Path pack = largest("data");
        Files.write(pack, java.util.Arrays.copyOf(Files.readAllBytes(pack), 1 << 20));
        assertToldAndHealed();
        assertThat(run("check").exitCode()).isEqualTo(DONE);
    }

    @Test
    void aPackThatIsGoneIsToldAndBroughtAgain() throws IOException {
        Files.delete(largest("data"));
        assertToldAndHealed();
        assertThat(run("check").exitCode()).isEqualTo(DONE);
    }

    @Test
    void lostTreesAreToldAndMadeAgainHoweverDeepTheyAre() throws IOException {
        Path pack = largest("meta");
        Files.write(pack, new byte[0]);
        assertToldAndHealed();
    }

    @Test
    void aWrongBitInAPacksHeaderTableOrTrailerHarmsNobody() throws IOException {
        Path pack = largest("data");
        flip(pack, 0.00001);
        assertNobodyIsHarmed();
        startWithASoundVault();
        byte[] bytes = Files.readAllBytes(pack);
        bytes[bytes.length - 10] ^= 1;
        Files.write(pack, bytes);
        assertNobodyIsHarmed();
    }

    @Test
    void anIndexThatIsDamagedOrGoneHarmsNobody() throws IOException {
        flip(largest("index"), 0.5);
        assertNobodyIsHarmed();
        startWithASoundVault();
        Program.shell("rm -r '%s/index'".formatted(vault));
        assertNobodyIsHarmed();
    }

    @Test
    void damagedSmallFilesBesideTheSnapshotsHarmNobody() throws IOException {
        flip(vault.resolve("sequence"), 0.5);
        flip(largest("sessions"), 0.5);
        String session = largest("sessions").getFileName().toString();
        Files.writeString(
                vault.resolve("partials").resolve(session.replace(".session", ".part")), "junk");
        Files.createDirectories(vault.resolve("quarantine"));
        Files.writeString(vault.resolve("quarantine/0000000000000001.bad"), "junk");
        assertNobodyIsHarmed();
    }

    @Test
    void aSnapshotFileThatIsGoneIsAWarningForTheNextBackup() throws IOException {
        Files.delete(largest("snapshots"));
        CommandResult backup = run("backup", "" + tree);
        assertThat(backup.exitCode()).isEqualTo(DONE);
        assertThat(backup.errors())
                .anyMatch(line -> line.startsWith("WARNING: the server has no snapshot"));
        assertNobodyIsHarmed();
    }

    @Test
    void aDamagedSnapshotFileIsNamedByEveryCommandAndHidesNoOther() throws IOException {
        flip(largest("snapshots"), 0.5);
        assertDamaged(run("list"), "DAMAGED: snapshot 1: ");
        assertDamaged(run("check"), "DAMAGED: snapshot 1: ");
        assertDamaged(run("ls", "1"), "snapshot 1: ");
        CommandResult backup = run("backup", "" + tree);
        assertThat(backup.exitCode()).isEqualTo(DONE);
        assertThat(backup.errors())
                .anyMatch(line -> line.startsWith("WARNING: the server cannot read the file of"));
        CommandResult list = run("list");
        assertDamaged(list, "DAMAGED: snapshot 1: ");
        assertThat(list.output().lines()).hasSize(2);
        assertDamaged(run("check"), "DAMAGED: snapshot 1: ");
        assertThat(restoreStatus()).isEqualTo(DONE);
    }

    private static void assertDamaged(CommandResult result, String sentence) {
        assertThat(result.exitCode()).isEqualTo(DAMAGED);
        assertThat(result.errors()).anyMatch(line -> line.contains(sentence));
    }

    @Test
    void aVaultWhoseOwnFileIsDamagedOrGoneMakesItAgain() throws IOException {
        Path file = vault.resolve("vault.cbor");
        flip(file, 0.5);
        assertNobodyIsHarmed();
        Files.delete(file);
        assertNobodyIsHarmed();
        assertThat(file).exists();
    }

    @Test
    void aVaultOfWhichNothingTellsWhichItIsIsCalledDamagedAndLeftAlone() throws IOException {
        Program.shell("rm -r '%1$s'/data '%1$s'/meta '%1$s'/vault.cbor".formatted(vault));
        for (CommandResult result : List.of(run("list"), run("check"), run("backup", "" + tree))) {
            assertThat(result.exitCode()).isEqualTo(DAMAGED);
            assertThat(result.errors()).singleElement().asString().contains("vault.cbor");
        }
        assertThat(restoreStatus()).isEqualTo(DAMAGED);
        assertThat(vault.resolve("vault.cbor")).doesNotExist();
    }

    @Test
    void aVaultWithAFeatureThatIsNotKnownIsTooNewAndLeftAlone() throws IOException {
        TooNew.make(vault.resolve("vault.cbor"));
        byte[] before = Files.readAllBytes(vault.resolve("vault.cbor"));
        for (CommandResult result : List.of(run("list"), run("check"), run("backup", "" + tree))) {
            assertThat(result.exitCode()).isEqualTo(FAILED);
            assertThat(result.errors()).singleElement().asString().contains("from-tomorrow");
        }
        assertThat(Files.readAllBytes(vault.resolve("vault.cbor"))).isEqualTo(before);
    }
}
