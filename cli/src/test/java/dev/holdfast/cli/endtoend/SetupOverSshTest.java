package dev.holdfast.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.process.CommandResult;
import dev.holdfast.testkit.sshd.SshdFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How machines become clients, are rescued and taken over, and what keeps them out. */
@Execution(ExecutionMode.CONCURRENT)
class SetupOverSshTest {
    @TempDir static Path folder;

    private static ServerHost server;

    /** The one that has a backup. */
    private static ClientHost web1;

    private static Path code;
    private static String used;
    private static Path tree;

    @BeforeAll
    static void backUpOneClient() throws IOException {
        server = ServerHost.start(folder.resolve("server"));
        web1 = client("web1");
        used = server.invite("web1");
        code = web1.join(used);
        tree = Files.createDirectories(folder.resolve("tree"));
        Files.writeString(tree.resolve("file"), "content");
        web1.mustHoldfast("backup", tree.toString());
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private static ClientHost client(String name) throws IOException {
        return ClientHost.in(folder.resolve(name));
    }

    @Test
    void anInvitationIsOneLineAndNothingElse() {
        assertThat(used).matches("holdfast-invite-\\S+\n");
    }

    @Test
    void anInvitationForAMachineIsJson() throws IOException {
        assertThat(server.invite("web2", "--json"))
                .matches("\\{\"invitation\":\"holdfast-invite-[^\"]+\",.*}\n");
    }

    @Test
    void theRecoveryCodeIsForItsOwnerAlone() throws IOException {
        assertThat(Files.getPosixFilePermissions(code))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(code)).matches("([0-9A-Z]{5}-){14}[0-9A-Z]{5}\n");
    }

    @Test
    void setupAgainShowsThatAllIsWell() throws IOException {
        CommandResult again = web1.holdfast("setup");
        assertThat(again.exitCode()).isZero();
        assertThat(again.output())
                .isEqualTo(
                        "this machine is the client web1 of %s@127.0.0.1:%d already\n"
                                .formatted(server.sshd().user(), server.sshd().port()));
    }

    @Test
    void aNewCodeThatNobodyWouldSeeIsNotMade() throws IOException {
        ClientHost unattended = client("unattended");
        CommandResult result = unattended.holdfast("setup", server.invite("web3"));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors()).singleElement().asString().contains("--recovery-code-file");
        assertThat(unattended.state()).doesNotExist();
    }

    @Test
    void aUsedInvitationIsRefusedAndItsFirstUseNamed() throws IOException {
        CommandResult late =
                client("late").holdfast("setup", "--recover-from", code.toString(), used);
        assertThat(late.exitCode()).isEqualTo(4);
        assertThat(late.errors().getFirst())
                .matches(
                        "holdfast: the invitation was used at 2\\S+Z from 127.0.0.1"
                                + " by this machine");
        assertThat(late.errors().getLast())
                .isEqualTo("on the server, this lifts it: holdfast server invite web1");
    }

    @Test
    void aMachineWithTheKeyOfAClientDoesNotBecomeAnother() throws IOException {
        ClientHost copy = client("copy");
        Files.createDirectories(copy.state());
        Files.copy(web1.state().resolve("ssh-key"), copy.state().resolve("ssh-key"));
        CommandResult result =
                copy.holdfast(
                        "setup",
                        "--recovery-code-file",
                        copy.folder().resolve("code").toString(),
                        server.invite("web4"));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors())
                .containsExactly(
                        ("holdfast: this machine is the client web1 of that server already, and the"
                                        + " invitation is for web4: to become another client, move"
                                        + " %s away first")
                                .formatted(copy.state()));
    }

    @Test
    void anInvitationThatIsWithdrawnIsOfNoUse() throws IOException {
        String invitation = server.invite("web5");
        assertThat(server.server("invite", "--withdraw", "web5").output())
                .isEqualTo("withdrawn: 1 for web5\n");
        ClientHost late = client("withdrawn");
        CommandResult result =
                late.holdfast(
                        "setup",
                        "--recovery-code-file",
                        late.folder().resolve("code").toString(),
                        invitation);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors())
                .singleElement()
                .asString()
                .contains("does not accept this invitation: it was used, withdrawn or is over");
    }

    @Test
    void theRecoveryCodeIsShownAgainAndConfirmed() throws IOException {
        String shown = web1.mustHoldfast("key", "show");
        assertThat(shown.strip().replace('\n', '-')).isEqualTo(Files.readString(code).strip());
        Path written = Files.writeString(folder.resolve("written-down"), shown);
        assertThat(web1.mustHoldfast("key", "confirm", "--recover-from", written.toString()))
                .startsWith("this is the recovery code of vault ");
        Files.writeString(written, shown.replace('7', '8').replace('9', '8'));
        assertThat(web1.holdfast("key", "confirm", "--recover-from", written.toString()).exitCode())
                .isEqualTo(2);
    }

    @Test
    void aMistypedRecoveryCodeIsNoticedByItsGroup() throws IOException {
        String right = Files.readString(code);
        char other = right.charAt(13) == '7' ? '8' : '7';
        Path wrong = folder.resolve("wrong-code");
        Files.writeString(wrong, right.substring(0, 13) + other + right.substring(14));
        ClientHost machine = client("mistyped");
        CommandResult result =
                machine.holdfast(
                        "setup", "--recover-from", wrong.toString(), server.invite("web1"));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors())
                .singleElement()
                .asString()
                .startsWith("holdfast: group 3 of 15 is mistyped: ");
        assertThat(machine.state()).doesNotExist();
    }

    @Test
    void aMachineWithoutTheKeysOfTheVaultDoesNotGetIn() throws IOException {
        ClientHost machine = client("keyless");
        String invitation = server.invite("web1");
        CommandResult result =
                machine.holdfast(
                        "setup",
                        "--recovery-code-file",
                        folder.resolve("keyless-code").toString(),
                        invitation);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors()).singleElement().asString().contains("--recover-from FILE");
        assertThat(web1.holdfast("list").exitCode()).isZero();
    }

    @Test
    void aRescueReadsEverythingAndMayNotBackUp() throws IOException {
        ClientHost rescue = client("rescue");
        String invitation = server.invite("web1", "--restore-only");
        rescue.mustHoldfast("setup", "--recover-from", code.toString(), invitation);
        Path restored = folder.resolve("rescued");
        rescue.mustHoldfast("restore", "--to", restored.toString(), "--all");
        assertThat(Program.difference(tree, restored.resolve(tree.toString().substring(1))))
                .isEmpty();
        assertThat(rescue.mustHoldfast("cat", "latest:" + tree.resolve("file")))
                .isEqualTo("content");
        CommandResult backup = rescue.holdfast("backup", tree.toString());
        assertThat(backup.exitCode()).isEqualTo(4);
        assertThat(backup.errors())
                .containsExactly(
                        "holdfast: this machine may only read the backups of web1",
                        "on the server, this lifts it: holdfast server invite web1");
        assertThat(web1.holdfast("list").exitCode()).isZero();
    }

    @Test
    void aMachineThatTakesOverGoesOnAndTheOneBeforeIsLockedOut() throws IOException {
        ClientHost before = client("db1");
        Path recovery = before.join(server.invite("db1"));
        before.mustHoldfast("backup", tree.toString());
        ClientHost after = client("db1-again");
        after.mustHoldfast("setup", "--recover-from", recovery.toString(), server.invite("db1"));
        assertThat(after.mustHoldfast("backup", tree.toString())).startsWith("snapshot 2 ");
        CommandResult locked = before.holdfast("list");
        assertThat(locked.exitCode()).isEqualTo(1);
        assertThat(locked.errors())
                .singleElement()
                .asString()
                .contains("does not accept this client's key: run holdfast server invite");
    }

    @Test
    void anotherHostKeyIsNotTrusted() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("other-sshd"));
        SshdFixture.Setting setting =
                new SshdFixture.Setting(server.folder().resolve("authorized_keys"));
        ClientHost lured = web1.withConfig(folder.resolve("lured"));
        try (SshdFixture other = SshdFixture.start(elsewhere, setting)) {
            lured.configure("server.port = %d\nretry.attempts = 0\n".formatted(other.port()));
            CommandResult result = lured.holdfast("backup", tree.toString());
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.errors())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "holdfast: the host key of %s@127.0.0.1:%d is not the one it had"
                                    .formatted(other.user(), other.port()));
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsNamed() throws IOException {
        ClientHost lost = web1.withConfig(folder.resolve("lost"));
        lost.configure("server.port = %d\nretry.attempts = 0\n".formatted(SshdFixture.freePort()));
        for (String[] command : new String[][] {{"list"}, {"backup", tree.toString()}}) {
            CommandResult result = lost.holdfast(command);
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.errors())
                    .singleElement()
                    .asString()
                    .contains("refuses connections: is sshd running there, and on that port?");
        }
    }

    @Test
    void theServerListsItsClients() throws IOException {
        assertThat(server.server("clients", "--json").output())
                .contains("{\"client\":\"web1\",\"id\":\"");
        assertThat(server.server("clients").output()).contains("CLIENT").contains("web1  ");
    }
}
