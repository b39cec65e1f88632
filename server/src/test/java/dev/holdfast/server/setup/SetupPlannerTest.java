package dev.holdfast.server.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.timer.TimerHost;
import dev.holdfast.server.config.ServerConfig;
import dev.holdfast.server.setup.SetupFacts.Account;
import dev.holdfast.server.setup.SetupFacts.RootState;
import dev.holdfast.server.setup.SetupFacts.SshdFacts;
import dev.holdfast.server.setup.SetupFacts.TimerFacts;
import dev.holdfast.server.setup.SetupRequest.Mode;
import dev.holdfast.server.setup.SetupRequest.Sshd;
import dev.holdfast.server.setup.SetupRequest.Timer;
import dev.holdfast.server.setup.SetupStep.MakeFolder.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetupPlannerTest {
    private static final ServerConfig CONFIG = ServerConfig.at(Path.of("/srv/holdfast"));
    private static final SetupRequest SYSTEM =
            new SetupRequest(Mode.SYSTEM, CONFIG, ServerConfig.FILE, Sshd.DEFAULT);
    private static final SetupStep.ReloadSshd RELOAD =
            new SetupStep.ReloadSshd(List.of("systemctl", "reload", "ssh.service"));
    private static final Account ACCOUNT = new Account(997, Path.of("/srv/holdfast"), "/bin/sh");

    private static final TimerFacts NO_TIMER = new TimerFacts(TimerHost.Runner.NONE, Map.of());

    private static final SetupFacts NOTHING =
            new SetupFacts(
                    0,
                    Optional.empty(),
                    RootState.EMPTY,
                    Map.of(CONFIG.root(), State.MISSING),
                    List.of(),
                    Optional.empty(),
                    new SshdFacts(true, Optional.empty(), Optional.of(RELOAD)),
                    NO_TIMER);

    private static final SetupFacts ALL =
            new SetupFacts(
                    0,
                    Optional.of(ACCOUNT),
                    RootState.SERVER,
                    Map.of(),
                    List.of(),
                    Optional.of(CONFIG.toToml()),
                    new SshdFacts(true, Optional.of(SshdDropIn.text(CONFIG)), Optional.of(RELOAD)),
                    NO_TIMER);

    private static SetupFacts asker(SetupFacts f, long asker) {
        return new SetupFacts(
                asker,
                f.account(),
                f.root(),
                f.folders(),
                f.changeable(),
                f.configText(),
                f.sshd(),
                f.timer());
    }

    private static SetupFacts account(SetupFacts f, Account account) {
        return new SetupFacts(
                f.asker(),
                Optional.of(account),
                f.root(),
                f.folders(),
                f.changeable(),
                f.configText(),
                f.sshd(),
                f.timer());
    }

    private static SetupFacts config(SetupFacts f, String text) {
        return new SetupFacts(
                f.asker(),
                f.account(),
                f.root(),
                f.folders(),
                f.changeable(),
                Optional.of(text),
                f.sshd(),
                f.timer());
    }

    private static SetupFacts sshd(SetupFacts f, SshdFacts sshd) {
        return new SetupFacts(
                f.asker(),
                f.account(),
                f.root(),
                f.folders(),
                f.changeable(),
                f.configText(),
                sshd,
                f.timer());
    }

    @Test
    void aNewHostGetsEverythingInOrder() {
        SetupPlan plan = SetupPlanner.plan(SYSTEM, NOTHING);
        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.steps())
                .containsExactly(
                        new SetupStep.MakeUser("holdfast", CONFIG.root()),
                        new SetupStep.MakeFolder(CONFIG.root(), "holdfast", State.MISSING),
                        new SetupStep.WriteConfig(ServerConfig.FILE, CONFIG.toToml()),
                        new SetupStep.InstallDropIn(
                                Sshd.DEFAULT,
                                SshdDropIn.text(CONFIG),
                                "holdfast",
                                "authorizedkeysfile /srv/holdfast/authorized_keys"),
                        RELOAD);
    }

    @Test
    void aHostThatIsSetUpNeedsNothing() {
        assertThat(SetupPlanner.plan(SYSTEM, ALL)).isEqualTo(new SetupPlan(List.of(), List.of()));
    }

    @Test
    void everyStepSaysWhatItDoes() {
        assertThat(SetupPlanner.plan(SYSTEM, NOTHING).steps())
                .extracting(SetupStep::sentence)
                .containsExactly(
                        "add the system user holdfast with the home /srv/holdfast",
                        "make the folder /srv/holdfast, of holdfast alone",
                        "write /etc/holdfast/server.toml",
                        "write /etc/ssh/sshd_config.d/holdfast.conf, with which sshd lets holdfast"
                                + " only run what its keys force",
                        "reload sshd (systemctl reload ssh.service)");
    }

    @Test
    void aHostsServerNeedsRoot() {
        assertThat(SetupPlanner.plan(SYSTEM, asker(NOTHING, 1000)).obstacles())
                .singleElement()
                .asString()
                .contains("--user");
    }

    @Test
    void clientsMayNotLogInAsRoot() {
        Account root = new Account(0, Path.of("/root"), "/bin/sh");
        assertThat(SetupPlanner.plan(SYSTEM, account(ALL, root)).obstacles()).hasSize(1);
    }

    @Test
    void aUserWhoseShellRunsNothingIsAnObstacle() {
        Account closed = new Account(997, Path.of("/x"), "/usr/sbin/nologin");
        assertThat(SetupPlanner.plan(SYSTEM, account(ALL, closed)).obstacles())
                .singleElement()
                .asString()
                .endsWith("usermod --shell /bin/sh holdfast");
    }

    private static SetupFacts root(RootState root) {
        return new SetupFacts(
                0,
                Optional.empty(),
                root,
                Map.of(),
                List.of(),
                Optional.empty(),
                NOTHING.sshd(),
                NO_TIMER);
    }

    @Test
    void aFolderOfSomethingElseIsAnObstacle() {
        assertThat(SetupPlanner.plan(SYSTEM, root(RootState.FOREIGN)).obstacles())
                .singleElement()
                .asString()
                .startsWith("/srv/holdfast holds something else");
    }

    @Test
    void aServerDoesNotLeaveItsClientsBehindInAnotherFolder() {
        assertThat(SetupPlanner.plan(SYSTEM, root(RootState.ELSEWHERE)).obstacles())
                .singleElement()
                .asString()
                .contains("its clients would find nothing in /srv/holdfast");
    }

    @Test
    void whatOthersCanChangeIsAnObstacle() {
        SetupFacts facts =
                new SetupFacts(
                        0,
                        ALL.account(),
                        ALL.root(),
                        Map.of(),
                        List.of("others can change the configuration"),
                        ALL.configText(),
                        ALL.sshd(),
                        NO_TIMER);
        assertThat(SetupPlanner.plan(SYSTEM, facts).obstacles())
                .containsExactly("others can change the configuration");
    }

    @Test
    void aHostWithoutSshdIsToldToInstallIt() {
        SshdFacts none = new SshdFacts(false, Optional.empty(), Optional.empty());
        assertThat(SetupPlanner.plan(SYSTEM, sshd(NOTHING, none)).obstacles()).hasSize(1);
    }

    @Test
    void anSshdThatCannotBeReloadedIsLeftToAPerson() {
        SshdFacts still = new SshdFacts(true, Optional.of("# older"), Optional.empty());
        assertThat(SetupPlanner.plan(SYSTEM, sshd(ALL, still)).steps())
                .last()
                .isInstanceOf(SetupStep.Advise.class);
    }

    @Test
    void aConfigurationThatSaysTheSameInOtherWordsStays() {
        String words = "# mine\nroot = \"/srv/holdfast\" # disc 2\n";
        assertThat(SetupPlanner.plan(SYSTEM, config(ALL, words)).steps()).isEmpty();
    }

    @Test
    void aConfigurationThatSaysSomethingElseIsWrittenAnew() {
        assertThat(SetupPlanner.plan(SYSTEM, config(ALL, "port = 23\n")).steps())
                .containsExactly(new SetupStep.WriteConfig(ServerConfig.FILE, CONFIG.toToml()));
    }

    @Test
    void aConfigurationThatNobodyUnderstandsIsNotWrittenOver() {
        SetupPlan plan = SetupPlanner.plan(SYSTEM, config(ALL, "prot = 23\n"));
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.obstacles())
                .singleElement()
                .asString()
                .startsWith("/etc/holdfast/server.toml:1: unknown key 'prot'");
    }

    @Test
    void anOrdinaryUserGetsFoldersAndAConfigurationAndNothingOfTheHosts() {
        Path home = Path.of("/home/ann");
        ServerConfig own =
                new ServerConfig(
                        home.resolve("backups"),
                        Optional.empty(),
                        22,
                        "ann",
                        home.resolve(".ssh/authorized_keys"));
        Path file = home.resolve(".config/holdfast/server.toml");
        SetupRequest request = new SetupRequest(Mode.USER, own, file, Sshd.DEFAULT);
        SetupFacts facts =
                new SetupFacts(
                        1000,
                        Optional.of(new Account(1000, home, "/bin/zsh")),
                        RootState.EMPTY,
                        Map.of(own.root(), State.MISSING, home.resolve(".ssh"), State.MISSING),
                        List.of(),
                        Optional.empty(),
                        NOTHING.sshd(),
                        NO_TIMER);
        SetupPlan plan = SetupPlanner.plan(request, facts);
        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.steps())
                .containsExactly(
                        new SetupStep.MakeFolder(own.root(), "ann", State.MISSING),
                        new SetupStep.MakeFolder(home.resolve(".ssh"), "ann", State.MISSING),
                        new SetupStep.WriteConfig(file, own.toToml()));
        assertThat(SetupPlanner.plan(request, asker(facts, 0)).obstacles()).hasSize(1);
    }

    private static final Timer TIMER =
            Timer.usual(Path.of("/opt/holdfast"), "/opt/holdfast server maintain --config 'a%b'");

    private static SetupPlan withTimer(TimerFacts timer) {
        SetupRequest request =
                new SetupRequest(
                        Mode.SYSTEM,
                        CONFIG,
                        ServerConfig.FILE,
                        Sshd.DEFAULT,
                        Optional.of(TIMER),
                        "");
        SetupFacts facts =
                new SetupFacts(
                        0,
                        ALL.account(),
                        ALL.root(),
                        Map.of(),
                        List.of(),
                        ALL.configText(),
                        ALL.sshd(),
                        timer);
        return SetupPlanner.plan(request, facts);
    }

    @Test
    void systemdRunsTheMaintenanceAsTheServiceUser() {
        SetupPlan plan = withTimer(new TimerFacts(TimerHost.Runner.SYSTEMD, Map.of()));
        assertThat(plan.steps())
                .singleElement()
                .isInstanceOfSatisfying(
                        SetupStep.InstallTimer.class,
                        timer -> {
                            assertThat(timer.files())
                                    .extractingByKey(service())
                                    .asString()
                                    .contains("\nUser=holdfast\n")
                                    .contains(
                                            "/bin/sh -c \"/opt/holdfast server maintain --config"
                                                    + " 'a%%b'\"");
                            assertThat(timer.files()).hasSize(2);
                            assertThat(timer.commands()).hasSize(3);
                            assertThat(
                                            withTimer(
                                                            new TimerFacts(
                                                                    TimerHost.Runner.SYSTEMD,
                                                                    timer.files()))
                                                    .steps())
                                    .isEmpty();
                        });
    }

    private static Path service() {
        return Path.of("/etc/systemd/system/holdfast-maintain.service");
    }

    @Test
    void withoutSystemdCronRunsIt() {
        SetupPlan plan = withTimer(new TimerFacts(TimerHost.Runner.CRON, Map.of()));
        assertThat(plan.steps())
                .singleElement()
                .isInstanceOfSatisfying(
                        SetupStep.InstallTimer.class,
                        timer ->
                                assertThat(timer.files())
                                        .extractingByKey(Path.of("/etc/cron.d/holdfast-server"))
                                        .asString()
                                        .endsWith(
                                                "\n17 * * * * holdfast test ! -x '/opt/holdfast'"
                                                        + " || nice -n 10 /opt/holdfast"
                                                        + " server maintain --config 'a\\%b'\n"));
    }

    @Test
    void withoutBothAPersonIsTold() {
        assertThat(withTimer(NO_TIMER).steps())
                .singleElement()
                .isInstanceOf(SetupStep.Advise.class);
    }
}
