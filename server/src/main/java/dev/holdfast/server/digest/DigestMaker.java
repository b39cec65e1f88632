package dev.holdfast.server.digest;

import dev.holdfast.model.RunOutcome;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.server.digest.Digest.Line;
import dev.holdfast.server.digest.Digest.State;
import dev.holdfast.server.report.RunReport;
import dev.holdfast.server.view.ClientView;
import dev.holdfast.server.view.ServerView;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes a digest of what is known of a server. Pure. */
public final class DigestMaker {
    private static final int DAYS = 14;

    private DigestMaker() {}

    /**
     * @param host the server's name
     * @param zone in which days begin
     */
    public static Digest of(ServerView view, String host, ZoneId zone) {
        return new Digest(
                host,
                view.at(),
                new Digest.Disc(
                        view.room().totalBytes(), view.room().freeBytes(), view.room().ownBytes()),
                view.clients().stream().map(client -> line(client, view.at(), zone)).toList(),
                view.complaints());
    }

    private static Line line(ClientView client, Instant at, ZoneId zone) {
        List<Snapshot> snapshots =
                client.holding().map(ClientView.Held::snapshots).orElse(List.of());
        List<String> remarks = new ArrayList<>(client.complaints());
        client.late().forEach(late -> remarks.add(late.sentence(client.name(), at)));
        client.lastRun()
                .filter(run -> run.outcome().isBad())
                .ifPresent(run -> {
                    remarks.add("last run: " + run.outcome().word());
                    remarks.addAll(run.served().refusals().first());
                });
        return new Line(
                client.name(),
                state(client, snapshots),
                client.last().map(DigestMaker::received),
                snapshots.isEmpty()
                        ? Optional.empty()
                        : Optional.of(received(snapshots.getFirst())),
                snapshots.size(),
                client.holding().map(ClientView.Held::usedBytes).orElse(0L),
                days(snapshots, LocalDate.ofInstant(at, zone), zone),
                remarks);
    }

    private static Instant received(Snapshot snapshot) {
        return snapshot.received().toInstant();
    }

    private static State state(ClientView client, List<Snapshot> snapshots) {
        if (!client.complaints().isEmpty()) {
            return State.DAMAGED;
        }
        if (!client.late().isEmpty()) {
            return State.OVERDUE;
        }
        Optional<RunOutcome> outcome = client.lastRun().map(RunReport::outcome);
        if (outcome.filter(each -> each.isBad() && !each.isGood()).isPresent()) {
            return State.FAILED;
        }
        if (snapshots.isEmpty()) {
            return State.NONE;
        }
        return snapshots.getLast().figures().unread() > 0 ? State.GAPS : State.GOOD;
    }

    private static List<OptionalLong> days(List<Snapshot> snapshots, LocalDate today, ZoneId zone) {
        Map<LocalDate, Long> bytes = new HashMap<>();
        for (Snapshot snapshot : snapshots) {
            LocalDate day = LocalDate.ofInstant(received(snapshot), zone);
            bytes.merge(day, snapshot.figures().newBytes(), Long::sum);
        }
        List<OptionalLong> days = new ArrayList<>();
        for (int back = DAYS - 1; back >= 0; back--) {
            Long of = bytes.get(today.minusDays(back));
            days.add(of == null ? OptionalLong.empty() : OptionalLong.of(of));
        }
        return days;
    }
}
