package dev.holdfast.server.simulate;

import dev.holdfast.server.retention.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of a simulation.
 *
 * @param end its last moment
 * @param days the state at the end of each
 * @param clients as they are in the end
 */
public record SimulationResult(
        SimulationRequest request, Instant end, List<Day> days, List<Client> clients) {
    public SimulationResult {
        days = List.copyOf(days);
        clients = List.copyOf(clients);
    }

    /**
     * A day.
     *
     * @param snapshots of all clients
     * @param refused backups for which there was no room
     * @param back how far back the client can go that can go back least
     */
    public record Day(long usedBytes, int snapshots, int refused, Duration back) {}

    /**
     * A client in the end.
     *
     * @param verdicts its snapshots, those that go first at the beginning
     */
    public record Client(String name, long usedBytes, List<Verdict> verdicts) {
        public Client {
            verdicts = List.copyOf(verdicts);
        }
    }

    public int refused() {
        return days.stream().mapToInt(Day::refused).sum();
    }

    /**
     * How far back every client can go, once it goes back no further: the median of the second half
     * of the time. Only if history did expire; otherwise the disc was not full yet.
     */
    public Duration back() {
        List<Duration> backs = new ArrayList<>();
        for (Day day : days.subList(days.size() / 2, days.size())) {
            backs.add(day.back());
        }
        backs.sort(null);
        return backs.get((backs.size() - 1) / 2);
    }

    /** Whether every snapshot that was ever made is there in the end. */
    public boolean keptAll() {
        return clients.stream().allMatch(client -> client.verdicts().size() >= days.size());
    }
}
