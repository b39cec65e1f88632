package dev.holdfast.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.finding.Finding;
import dev.holdfast.server.doctor.HostFacts.Sshd;
import dev.holdfast.server.doctor.VaultFacts.Clients;
import dev.holdfast.server.doctor.VaultFacts.Disc;
import dev.holdfast.server.doctor.VaultFacts.Mail;
import dev.holdfast.server.doctor.VaultFacts.Punching;
import dev.holdfast.server.doctor.VaultFacts.Told;
import dev.holdfast.server.setup.SetupPlan;
import dev.holdfast.server.setup.SetupRequest;
import dev.holdfast.server.setup.SetupStep;
import dev.holdfast.server.space.Room;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerDoctorTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final Path ROOT = Path.of("/srv/holdfast");
    private static final SetupPlan DONE = new SetupPlan(List.of(), List.of());
    private static final Sshd IN_FORCE = new Sshd.InForce();
    private static final Room PLENTY = new Room(1000 << 20, 500 << 20, 0, 50 << 20, 100 << 20);
    private static final Mail MAIL = new Mail(Told.SOMEBODY, 0, Optional.empty());

    private static List<Finding> ofHost(SetupPlan plan, Sshd sshd, String... stoppedTimers) {
        return ServerDoctor.ofHost(new HostFacts("holdfast", plan, sshd, List.of(stoppedTimers)));
    }

    private static List<Finding> wrong(List<Finding> findings) {
        return findings.stream().filter(each -> !(each instanceof Finding.Well)).toList();
    }

    private static Finding wrongOf(SetupStep... steps) {
        List<Finding> wrong = wrong(ofHost(new SetupPlan(List.of(steps), List.of()), IN_FORCE));
        assertThat(wrong).hasSize(1);
        return wrong.getFirst();
    }

    @Test
    void aHostThatASetupWouldNotChangeIsWell() {
        assertThat(ofHost(DONE, IN_FORCE))
                .allMatch(Finding.Well.class::isInstance)
                .extracting(Finding::check)
                .containsExactly("rights", "sshd");
        assertThat(wrong(ofHost(DONE, new Sshd.Ordinary()))).isEmpty();
    }

    @Test
    void whatASetupWouldDoIsAProblem() {
        assertThat(wrongOf(new SetupStep.MakeUser("holdfast", ROOT)).sentence())
                .isEqualTo("there is no user holdfast");
        var folder =
                new SetupStep.MakeFolder(ROOT, "holdfast", SetupStep.MakeFolder.State.NOT_PRIVATE);
        assertThat(wrongOf(folder).sentence()).isEqualTo("/srv/holdfast is not for holdfast alone");
        var dropIn = new SetupStep.InstallDropIn(SetupRequest.Sshd.DEFAULT, "", "holdfast", "");
        var reload = new SetupStep.ReloadSshd(List.of("true"));
        assertThat(wrongOf(dropIn, reload)).isInstanceOf(Finding.Problem.class);
        SetupPlan missing = new SetupPlan(List.of(dropIn), List.of());
        assertThat(wrong(ofHost(missing, new Sshd.NotInForce("no such keys")))).hasSize(1);
        var timer = new SetupStep.InstallTimer(Map.of(Path.of("/etc/x"), ""), List.of());
        assertThat(wrongOf(timer).check()).isEqualTo("timer");
    }

    @Test
    void whatOnlyAPersonCanDoIsWarnedOf() {
        assertThat(wrongOf(new SetupStep.Advise("run it once an hour")))
                .isEqualTo(
                        new Finding.Warning(
                                "by hand", "a person must do this", "run it once an hour"));
    }

    @Test
    void whatHindersASetupIsAProblem() {
        SetupPlan hindered = new SetupPlan(List.of(), List.of("others can change the program"));
        assertThat(wrong(ofHost(hindered, IN_FORCE)))
                .extracting(Finding::sentence)
                .containsExactly("others can change the program");
    }

    @Test
    void anSshdThatGoesByOtherKeysIsAProblem() {
        assertThat(wrong(ofHost(DONE, new Sshd.NotInForce("no such keys"))))
                .singleElement()
                .isInstanceOf(Finding.Problem.class);
    }

    @Test
    void aTimerThatNobodyWaitsForIsAProblem() {
        assertThat(wrong(ofHost(DONE, IN_FORCE, "holdfast-maintain.timer")))
                .singleElement()
                .isInstanceOfSatisfying(
                        Finding.Problem.class,
                        problem ->
                                assertThat(problem.remedy())
                                        .contains("enable --now holdfast-maintain.timer"));
    }

    /** Facts of vaults of which some may be exchanged. */
    private record Vaults(
            List<String> complaints,
            Clients clients,
            Room room,
            Optional<Instant> maintained,
            Optional<Instant> pausedUntil,
            Punching punching,
            List<String> bare,
            Mail mail) {
        static final Vaults WELL =
                new Vaults(
                        List.of(),
                        new Clients(2, List.of()),
                        PLENTY,
                        Optional.of(NOW),
                        Optional.empty(),
                        Punching.WORKS,
                        List.of(),
                        MAIL);

        Vaults complaining(String complaint) {
            return new Vaults(
                    List.of(complaint),
                    clients,
                    room,
                    maintained,
                    pausedUntil,
                    punching,
                    bare,
                    mail);
        }

        Vaults with(Clients other) {
            return new Vaults(
                    complaints, other, room, maintained, pausedUntil, punching, bare, mail);
        }

        Vaults with(Room other) {
            return new Vaults(
                    complaints, clients, other, maintained, pausedUntil, punching, bare, mail);
        }

        Vaults with(Mail other) {
            return new Vaults(
                    complaints, clients, room, maintained, pausedUntil, punching, bare, other);
        }

        Vaults with(Punching other) {
            return new Vaults(
                    complaints, clients, room, maintained, pausedUntil, other, bare, mail);
        }

        Vaults pausedUntil(Instant until) {
            return new Vaults(
                    complaints,
                    clients,
                    room,
                    maintained,
                    Optional.of(until),
                    punching,
                    bare,
                    mail);
        }

        Vaults maintained(Optional<Instant> last) {
            return new Vaults(complaints, clients, room, last, pausedUntil, punching, bare, mail);
        }

        Vaults bare(String name) {
            return new Vaults(
                    complaints,
                    clients,
                    room,
                    maintained,
                    pausedUntil,
                    punching,
                    List.of(name),
                    mail);
        }

        List<Finding> findings() {
            return ServerDoctor.ofVaults(
                    new VaultFacts(
                            NOW,
                            "0.2.0",
                            complaints,
                            clients,
                            room,
                            maintained,
                            pausedUntil,
                            List.of(new Disc(ROOT, "ext4", punching)),
                            bare,
                            mail));
        }

        Finding wrong() {
            List<Finding> wrong = ServerDoctorTest.wrong(findings());
            assertThat(wrong).hasSize(1);
            return wrong.getFirst();
        }
    }

    @Test
    void vaultsThatAreWellAreToldSoOfEachCheck() {
        assertThat(Vaults.WELL.findings())
                .allMatch(Finding.Well.class::isInstance)
                .extracting(Finding::check)
                .containsExactly(
                        "version",
                        "vaults",
                        "clients",
                        "maintenance",
                        "space",
                        "file system",
                        "ballast",
                        "clock",
                        "mail");
    }

    @Test
    void whatIsWrongWithAVaultIsAProblem() {
        assertThat(Vaults.WELL.complaining("web1: snapshot 1 lacks 1 object").wrong())
                .isInstanceOf(Finding.Problem.class);
    }

    @Test
    void clientsThatAreOverdueAreCountedAndNamed() {
        assertThat(Vaults.WELL.with(new Clients(3, List.of("db1", "web1"))).wrong().sentence())
                .isEqualTo("2 of 3 are overdue: db1, web1");
    }

    @Test
    void aMaintenanceThatDoesNotRunIsAProblem() {
        Instant then = NOW.minus(Duration.ofHours(3));
        assertThat(wrong(Vaults.WELL.maintained(Optional.of(then)).findings())).isEmpty();
        assertThat(Vaults.WELL.maintained(Optional.of(then.minusSeconds(1))).wrong())
                .isInstanceOf(Finding.Problem.class);
        assertThat(Vaults.WELL.maintained(Optional.empty()).wrong())
                .isInstanceOf(Finding.Warning.class);
    }

    @Test
    void tooLittleRoomIsAProblem() {
        Room little = new Room(1000 << 20, (50 << 20) - 1, 0, 50 << 20, 100 << 20);
        assertThat(Vaults.WELL.with(little).wrong())
                .isInstanceOf(Finding.Problem.class)
                .extracting(Finding::sentence)
                .isEqualTo("49 MiB are free, and less than 50 should never be");
    }

    @Test
    void aFileSystemThatPunchesNoHolesIsWarnedOf() {
        assertThat(Vaults.WELL.with(Punching.FAILS).wrong()).isInstanceOf(Finding.Warning.class);
    }

    @Test
    void aVaultWithoutBallastIsWarnedOf() {
        assertThat(Vaults.WELL.bare("web1").wrong().sentence()).endsWith(" of web1");
    }

    @Test
    void aClockThatJumpedIsWarnedOf() {
        assertThat(Vaults.WELL.pausedUntil(NOW).wrong().check()).isEqualTo("clock");
    }

    @Test
    void aServerThatTellsNobodyIsWarnedOf() {
        assertThat(Vaults.WELL.with(new Mail(Told.NOBODY, 0, Optional.empty())).wrong())
                .isInstanceOf(Finding.Warning.class);
    }

    @Test
    void mailThatWaitsLongerThanThreeHoursIsAProblem() {
        Instant then = NOW.minus(Duration.ofHours(3));
        Mail inTime = new Mail(Told.SOMEBODY, 2, Optional.of(then));
        assertThat(wrong(Vaults.WELL.with(inTime).findings())).isEmpty();
        Mail late = new Mail(Told.SOMEBODY, 2, Optional.of(then.minusSeconds(1)));
        assertThat(Vaults.WELL.with(late).wrong()).isInstanceOf(Finding.Problem.class);
    }
}
