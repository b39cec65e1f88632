package dev.holdfast.server.doctor;

import dev.holdfast.model.finding.Finding;
import dev.holdfast.model.finding.Findings;
import dev.holdfast.server.doctor.VaultFacts.Disc;
import dev.holdfast.server.doctor.VaultFacts.Mail;
import dev.holdfast.server.doctor.VaultFacts.Punching;
import dev.holdfast.server.doctor.VaultFacts.Told;
import dev.holdfast.server.setup.SetupPlan;
import dev.holdfast.server.setup.SetupStep;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Judges what was found on a server. Pure. */
public final class ServerDoctor {
    /** The maintenance runs every hour, and sends what waits. */
    private static final Duration MAINTENANCE_LATE = Duration.ofHours(3);

    private static final String SET_UP = "run 'holdfast server setup'";
    private static final int NAMED_MAX = 10;

    private final Findings findings = new Findings();

    private ServerDoctor() {}

    /** A finding for each check of the host, or more. */
    public static List<Finding> ofHost(HostFacts facts) {
        ServerDoctor doctor = new ServerDoctor();
        doctor.plan(facts);
        doctor.sshd(facts);
        doctor.stopped(facts.stoppedTimers());
        return doctor.findings.all();
    }

    /** The same of the vaults. */
    public static List<Finding> ofVaults(VaultFacts facts) {
        ServerDoctor doctor = new ServerDoctor();
        doctor.findings.well("version", "this is " + facts.version());
        doctor.complaints(facts.complaints());
        doctor.clients(facts.clients());
        doctor.maintenance(facts);
        doctor.space(facts);
        facts.discs().forEach(doctor::disc);
        doctor.ballast(facts.bare());
        doctor.clock(facts);
        doctor.mail(facts.mail(), facts.now());
        return doctor.findings.all();
    }

    /** What a setup would do is not as it should be. */
    private void plan(HostFacts facts) {
        for (String obstacle : facts.plan().obstacles()) {
            findings.fail("rights", obstacle, "then " + SET_UP);
        }
        facts.plan().steps().forEach(this::step);
        if (findings.isEmpty()) {
            findings.well(
                    "rights", "program, configuration, user and folder are as a setup leaves them");
        }
    }

    private void step(SetupStep step) {
        switch (step) {
            case SetupStep.MakeUser(var user, var _) ->
                    findings.fail("user", "there is no user " + user, SET_UP);
            case SetupStep.MakeFolder(var folder, var owner, var state) ->
                    findings.fail(
                            "folder",
                            switch (state) {
                                case MISSING -> "%s does not exist".formatted(folder);
                                case NOT_PRIVATE ->
                                        "%s is not for %s alone".formatted(folder, owner);
                            },
                            SET_UP);
            case SetupStep.WriteConfig(var file, var _) ->
                    findings.fail("configuration", "%s is not there".formatted(file), SET_UP);
            case SetupStep.InstallDropIn(var sshd, var _, var _, var _) ->
                    findings.fail(
                            "sshd",
                            "%s is not there, or says something else".formatted(sshd.dropIn()),
                            SET_UP);
            case SetupStep.InstallTimer(var files, var _) ->
                    findings.fail(
                            "timer",
                            "the maintenance does not run by itself: %s"
                                    .formatted(
                                            files.keySet().stream()
                                                    .sorted()
                                                    .map("%s is not there"::formatted)
                                                    .findFirst()
                                                    .orElse("")),
                            SET_UP);
            case SetupStep.Advise(var what) ->
                    findings.warn("by hand", "a person must do this", what);
            case SetupStep.InstallHostKeys _, SetupStep.ReloadSshd _ -> {
                // They only follow from something else.
            }
        }
    }

    private void sshd(HostFacts facts) {
        switch (facts.sshd()) {
            case HostFacts.Sshd.InForce() ->
                    findings.well(
                            "sshd",
                            "it takes the keys of %s from the server's file alone"
                                    .formatted(facts.user()));
            case HostFacts.Sshd.NotInForce(String why) -> {
                if (!writesDropIn(facts.plan())) {
                    findings.fail(
                            "sshd",
                            why,
                            "put 'Include /etc/ssh/sshd_config.d/*.conf' at the top of"
                                    + " /etc/ssh/sshd_config, and reload sshd");
                }
            }
            case HostFacts.Sshd.Ordinary() ->
                    findings.well(
                            "sshd", "%s logs in by keys of their own, too".formatted(facts.user()));
        }
    }

    /** What is not there cannot be in force. */
    private static boolean writesDropIn(SetupPlan plan) {
        return plan.steps().stream().anyMatch(SetupStep.InstallDropIn.class::isInstance);
    }

    private void stopped(List<String> timers) {
        for (String timer : timers) {
            findings.fail(
                    "timer",
                    "systemd does not wait for " + timer,
                    "run 'systemctl enable --now %s'".formatted(timer));
        }
    }

    private void complaints(List<String> complaints) {
        for (String complaint : complaints) {
            findings.fail("vaults", complaint, "see 'holdfast server status'");
        }
        if (complaints.isEmpty()) {
            findings.well("vaults", "nothing is known to be wrong with any");
        }
    }

    private void clients(VaultFacts.Clients clients) {
        if (clients.late().isEmpty()) {
            findings.well("clients", "%d, and none is overdue".formatted(clients.count()));
        } else {
            findings.fail(
                    "clients",
                    "%d of %d are overdue: %s"
                            .formatted(
                                    clients.late().size(), clients.count(), some(clients.late())),
                    "run 'holdfast doctor' there");
        }
    }

    private static String some(List<String> names) {
        String first = String.join(", ", names.stream().limit(NAMED_MAX).toList());
        int more = names.size() - NAMED_MAX;
        return more > 0 ? "%s and %d more".formatted(first, more) : first;
    }

    private void maintenance(VaultFacts facts) {
        Instant late = facts.now().minus(MAINTENANCE_LATE);
        String remedy =
                "'holdfast server maintain' makes up for it; a timer should run that every hour";
        if (facts.maintained().isEmpty()) {
            findings.warn("maintenance", "it was never seen at work", remedy);
        } else if (facts.maintained().get().isBefore(late)) {
            findings.fail(
                    "maintenance",
                    "it was not seen at work since " + facts.maintained().get(),
                    remedy);
        } else {
            findings.well("maintenance", "it was last seen at work at " + facts.maintained().get());
        }
    }

    private void space(VaultFacts facts) {
        long free = facts.room().freeBytes() >> 20;
        long start = facts.room().startBytes() >> 20;
        if (facts.room().need() > 0) {
            findings.fail(
                    "space",
                    "%d MiB are free, and less than %d should never be".formatted(free, start),
                    "'holdfast server maintain' makes room, 'holdfast server expire --dry-run'"
                            + " says of what");
        } else {
            findings.well("space", "%d MiB are free; room is made below %d".formatted(free, start));
        }
    }

    private void disc(Disc disc) {
        String where = "%s is on %s".formatted(disc.folder(), disc.type());
        switch (disc.punching()) {
            case Punching.WORKS ->
                    findings.well("file system", where + ", which gives back parts of files");
            case Punching.FAILS ->
                    findings.warn(
                            "file system",
                            where + ", which gives back no part of a file",
                            "ext4, XFS and Btrfs do; here what lives is written again to free"
                                    + " the rest");
        }
    }

    private void ballast(List<String> bare) {
        if (bare.isEmpty()) {
            findings.well("ballast", "each vault has put some room by for a full disc");
        } else {
            findings.warn(
                    "ballast",
                    "no room is put by for a full disc in the vaults of " + some(bare),
                    "have 16 MiB free: the next backup puts it by");
        }
    }

    private void clock(VaultFacts facts) {
        facts.pausedUntil()
                .ifPresentOrElse(
                        until ->
                                findings.warn(
                                        "clock",
                                        "it jumped: nothing expires until "
                                                + until.truncatedTo(ChronoUnit.SECONDS),
                                        "have it set by NTP ('timedatectl' says whether it is)"),
                        () -> findings.well("clock", "it has not jumped"));
    }

    private void mail(Mail mail, Instant now) {
        if (mail.told() == Told.NOBODY) {
            findings.warn(
                    "mail",
                    "nobody is told what goes wrong",
                    "name a server and errors-to in [mail] of server.toml");
        }
        if (mail.oldest().filter(now.minus(MAINTENANCE_LATE)::isAfter).isPresent()) {
            findings.fail(
                    "mail",
                    "%d letters and calls wait, the first since %s"
                            .formatted(mail.waiting(), mail.oldest().get()),
                    "'holdfast server deliver' sends them, or says why that does not go");
        } else if (mail.told() == Told.SOMEBODY) {
            findings.well("mail", "what goes wrong is told, and nothing waits for long");
        }
    }
}
