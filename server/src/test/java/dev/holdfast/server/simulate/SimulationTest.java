package dev.holdfast.server.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.server.allowance.AdmissionPolicy;
import dev.holdfast.server.retention.RetentionPolicy;
import dev.holdfast.server.space.ReservePolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final long GIB = 1L << 30;

    private static SimulationRequest request(long disc, int days, Load... loads) {
        return new SimulationRequest(
                List.of(loads),
                disc,
                days,
                Instant.parse("2026-01-01T02:00:00Z"),
                new SimulationRequest.Policies(
                        RetentionPolicy.standard(ZoneOffset.UTC),
                        ReservePolicy.STANDARD,
                        AdmissionPolicy.STANDARD),
                1);
    }

    @Test
    void withRoomForEverythingEverythingIsKept() {
        SimulationResult result =
                Simulation.run(request(1000 * GIB, 100, new Load("a", 10 * GIB, GIB / 10, 0)));
        assertThat(result.keptAll()).isTrue();
        assertThat(result.refused()).isZero();
        assertThat(result.clients().getFirst().verdicts()).hasSize(100);
    }

    @Test
    void aLargerDiscGoesFurtherBack() {
        Load load = new Load("a", 10 * GIB, GIB, 0);
        Duration small = Simulation.run(request(40 * GIB, 400, load)).back();
        Duration large = Simulation.run(request(90 * GIB, 400, load)).back();
        assertThat(small).isGreaterThanOrEqualTo(Duration.ofDays(7));
        assertThat(large).isGreaterThan(small.multipliedBy(2));
    }

    @Test
    void aDiscThatIsTooSmallIsTold() {
        SimulationResult result =
                Simulation.run(request(10 * GIB, 20, new Load("a", 10 * GIB, GIB, 0)));
        assertThat(result.refused()).isPositive();
    }

    @Test
    void theSameRequestComesToTheSame() {
        SimulationRequest request = request(60 * GIB, 200, new Load("a", 10 * GIB, GIB, GIB / 50));
        assertThat(Simulation.run(request)).isEqualTo(Simulation.run(request));
    }

    @Test
    void theDrawingShowsEveryClient() {
        SimulationResult result =
                Simulation.run(
                        request(
                                100 * GIB,
                                30,
                                new Load("web", GIB, GIB / 10, 0),
                                new Load("db", GIB, GIB / 10, 0)));
        assertThat(SimulationDrawing.svg(result))
                .startsWith("<svg xmlns=")
                .contains(">web</text>", ">db</text>", "<polyline")
                .endsWith("</svg>\n");
    }

    @Test
    void impossibleRequestsAreRefused() {
        assertThatThrownBy(() -> new Load("a", 5, 6, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> request(0, 1, new Load("a", 5, 1, 0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> request(5, 0, new Load("a", 5, 1, 0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> request(5, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
