package dev.holdfast.cli.rough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.endtoend.ClientHost;
import dev.holdfast.cli.endtoend.Program;
import dev.holdfast.cli.endtoend.ServerHost;
import dev.holdfast.testkit.Seeds;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Processes are killed at any moment, the tree changes, and the backup is simply run again: all
 * that was reported as committed is there in the end, and nothing has to be mended by hand.
 */
class KillTest {
    private static final int KILLS_FEW = 3;
    private static final int KILLS_MANY = Integer.getInteger("kills", 100);

    @TempDir private Path folder;

    @ParameterizedTest
    @Seeds(1)
    void whatALocalVaultCommittedSurvivesKills(long seed) throws Exception {
        localVault(seed, KILLS_FEW);
    }

    @ParameterizedTest
    @Seeds(1)
    void whatAServerCommittedSurvivesKillsOfClientAndServer(long seed) throws Exception {
        server(seed, KILLS_FEW);
    }

    @Tag("long")
    @ParameterizedTest
    @Seeds(1)
    void whatALocalVaultCommittedSurvivesManyKills(long seed) throws Exception {
        localVault(seed, KILLS_MANY);
    }

    @Tag("long")
    @ParameterizedTest
    @Seeds(1)
    void whatAServerCommittedSurvivesManyKillsOfClientAndServer(long seed) throws Exception {
        server(seed, KILLS_MANY);
    }

    private void localVault(long seed, int kills) throws Exception {
        Program.assumeBuilt();
        Path vault = folder.resolve("vault");
        ClientHost client = ClientHost.in(folder.resolve("client"));
        client.configure("[backup]\ncheckpoint-seconds = 1\n");
        KillStory.Parties parties =
                new KillStory.Parties(folder, client, folder.resolve("no-server"), vault);
        play(parties, seed, kills, "--vault", vault.toString());
    }

    private void server(long seed, int kills) throws Exception {
        try (ServerHost server = ServerHost.start(folder.resolve("server"))) {
            ClientHost client = ClientHost.in(folder.resolve("client"));
            client.configure("[retry]\nattempts = 0\n[backup]\ncheckpoint-seconds = 1\n");
            client.join(server.invite("web1"));
            play(
                    new KillStory.Parties(folder, client, server.folder(), server.root()),
                    seed,
                    kills);
        }
    }

    private void play(KillStory.Parties parties, long seed, int kills, String... options)
            throws Exception {
        Random random = new Random(seed);
        ChangingTree tree =
                ChangingTree.make(
                        folder.resolve("tree"),
                        random,
                        kills == KILLS_FEW ? ChangingTree.Sizes.LITTLE : ChangingTree.Sizes.USUAL);
        KillStory story = new KillStory(parties, tree, random, options);
        story.firstBackup();
        for (int i = 0; i < kills; i++) {
            story.backUpAndKill();
        }
        story.backUp();
        assertThat(story.committed()).isGreaterThanOrEqualTo(2);
        story.verify();
    }
}
