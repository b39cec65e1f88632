package dev.holdfast.client.doctor;

import dev.holdfast.client.doctor.ClientFacts.Answered;
import dev.holdfast.client.doctor.ClientFacts.CodeState;
import dev.holdfast.client.doctor.ClientFacts.MachineId;
import dev.holdfast.client.doctor.ClientFacts.Room;
import dev.holdfast.client.doctor.ClientFacts.Timers;
import dev.holdfast.model.finding.Finding;
import dev.holdfast.model.finding.Findings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Judges what was found on a machine that is backed up. Pure. */
public final class ClientDoctor {
    /** A walk's cache and the state of a large machine fit into it. */
    private static final long FREE_MIN = 100L << 20;

    private static final String SYNCHRONISE =
            "have both set by NTP ('timedatectl' says whether this one is)";

    private final ClientFacts facts;
    private final Findings findings = new Findings();

    private ClientDoctor(ClientFacts facts) {
        this.facts = facts;
    }

    /** A finding for each check, in an order in which they are best looked into. */
    public static List<Finding> examine(ClientFacts facts) {
        ClientDoctor doctor = new ClientDoctor(facts);
        doctor.secrets();
        doctor.program();
        doctor.server();
        doctor.timers();
        doctor.runs();
        doctor.code();
        facts.rooms().forEach(doctor::room);
        doctor.machineId();
        return doctor.findings.all();
    }

    /** What is found where no backup can be made at all. */
    public static List<Finding> ofNoClient(String why, String remedy) {
        return List.of(new Finding.Problem("setup", why, remedy));
    }

    private void secrets() {
        facts.secrets()
                .ifPresentOrElse(
                        fault ->
                                findings.fail(
                                        "keys",
                                        fault,
                                        "keys that are gone come back by 'holdfast setup"
                                                + " --recover'"),
                        () ->
                                findings.well(
                                        "keys",
                                        "they are there, and only their owner can read them"));
    }

    private void program() {
        facts.program()
                .ifPresentOrElse(
                        way -> findings.fail("program", "others may change it", way),
                        () -> findings.well("program", "nobody else can change it"));
    }

    private void server() {
        switch (facts.answered()) {
            case Answered.NotAsked() -> {
                // What is wrong with the keys was said.
            }
            case Answered.Nothing(String why) ->
                    findings.fail("server", why, "run 'holdfast server doctor' there");
            case Answered.Welcome welcome -> {
                findings.well(
                        "server",
                        "%s answers, and shows one of the %d host keys that are known here"
                                .formatted(facts.own().server(), facts.own().hostKeys()));
                version(welcome.version());
                clock(Duration.between(welcome.asked(), welcome.clock().toInstant()));
            }
        }
    }

    private void version(String theirs) {
        String both = "the server is %s, this is %s".formatted(theirs, facts.version());
        if (Version.isOlder(theirs, facts.version())) {
            findings.warn("version", both, "update the server first: it understands older clients");
        } else {
            findings.well("version", both);
        }
    }

    private void clock(Duration ahead) {
        long minutes = ahead.abs().toMinutes();
        if (ahead.abs().compareTo(ClientFacts.APART_MAX) > 0) {
            findings.warn(
                    "clock",
                    "the server's is %d minutes %s this one"
                            .formatted(minutes, ahead.isNegative() ? "behind" : "ahead of"),
                    SYNCHRONISE);
        } else {
            findings.well("clock", "it is the same here and on the server");
        }
    }

    private void timers() {
        switch (facts.timers()) {
            case Timers.Active(String runner, Optional<Instant> next) ->
                    findings.well(
                            "timer",
                            runner
                                    + next.map(time -> " begins the next backup at " + time)
                                            .orElse(" begins none soon"));
            case Timers.Off() ->
                    findings.warn(
                            "timer",
                            "client.toml says that no backup is made by itself",
                            "run 'holdfast schedule daily', unless something else begins them");
            case Timers.Different() ->
                    findings.fail(
                            "timer",
                            "the timers are not what client.toml says",
                            "run 'holdfast schedule --apply'");
            case Timers.Stopped(List<String> names) ->
                    findings.fail(
                            "timer",
                            "systemd does not wait for " + String.join(", ", names),
                            "run 'holdfast schedule --apply'");
            case Timers.NobodyRuns(String command) ->
                    findings.warn(
                            "timer",
                            "there is neither systemd nor cron to begin backups",
                            "have '%s' run every day".formatted(command));
            case Timers.ByHand(String why) ->
                    findings.warn("timer", "no backup is made by itself", why);
        }
    }

    private void runs() {
        if (facts.runs().wrong().isEmpty()) {
            findings.well(
                    "backups",
                    "none is overdue"
                            + facts.runs()
                                    .last()
                                    .map(time -> "; the last good one ended at " + time)
                                    .orElse(""));
        }
        for (String sentence : facts.runs().wrong()) {
            findings.fail(
                    "backups", sentence, "'holdfast report' says more; then run 'holdfast backup'");
        }
    }

    private void code() {
        switch (facts.own().code()) {
            case CodeState.CONFIRMED ->
                    findings.well(
                            "recovery code", "somebody has shown that it was written down right");
            case CodeState.UNCONFIRMED ->
                    findings.warn(
                            "recovery code",
                            "nobody has shown yet that it was written down right",
                            "run 'holdfast key confirm': without it nothing opens the backups when"
                                    + " this machine is lost");
        }
    }

    private void room(Room room) {
        String mebibytes = "%d MiB free in %s".formatted(room.freeBytes() >> 20, room.folder());
        if (room.fault().isPresent()) {
            findings.fail(
                    room.name(), room.fault().get(), "let its owner write to " + room.folder());
        } else if (room.freeBytes() < FREE_MIN) {
            findings.warn(
                    room.name(), mebibytes, "make room there: a backup that finds none fails");
        } else {
            findings.well(room.name(), mebibytes);
        }
    }

    private void machineId() {
        switch (facts.own().machineId()) {
            case MachineId.PRESENT ->
                    findings.well("machine", "/etc/machine-id tells it from a copy");
            case MachineId.ABSENT ->
                    findings.warn(
                            "machine",
                            "there is no id in /etc/machine-id: only its name tells it from a copy",
                            "run 'systemd-machine-id-setup', then on the server 'holdfast server"
                                    + " allow NAME --new-machine'");
        }
    }
}
