package dev.holdfast.server.setup;

import dev.holdfast.model.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Plans and makes a server. */
public final class Setup {
    private Setup() {}

    /** Looks at the host and says what is to be done; changes nothing. */
    public static SetupPlan plan(SetupRequest request) throws IOException {
        return SetupPlanner.plan(request, SetupProbe.look(request));
    }

    /** Whether sshd goes by the server's drop-in. Needs root, as sshd looks at its own keys. */
    public static boolean isInForce(SetupRequest request) throws IOException {
        return SetupProbe.isUsed(
                request.sshd(), request.config().user(), SshdDropIn.proof(request.config()));
    }

    /** The timers of the server that are there and that systemd does not wait for. */
    public static List<String> stoppedTimers(SetupRequest request) throws IOException {
        return request.timer().isEmpty()
                ? List.of()
                : MaintenanceTimer.stopped(request.timer().get(), request.config().user());
    }

    /**
     * What makes sshd use these keys.
     *
     * @param keys content by name, as {@link SetupStep.InstallHostKeys} has them
     */
    public static SetupPlan planHostKeys(
            SetupRequest.Sshd sshd, Path folder, Map<String, Bytes> keys) throws IOException {
        return SetupPlanner.planHostKeys(
                new SetupStep.InstallHostKeys(sshd, folder, keys),
                SetupProbe.hostKeys(folder),
                SetupProbe.sshd(sshd));
    }

    /**
     * Does what was planned. What fails ends it; run again, it goes on from there.
     *
     * @param said gets each step's sentence before it is done
     * @throws IllegalArgumentException if the plan has obstacles
     */
    public static void run(SetupPlan plan, Consumer<String> said) throws IOException {
        if (!plan.obstacles().isEmpty()) {
            throw new IllegalArgumentException("a plan with obstacles");
        }
        SetupRun run = new SetupRun();
        for (SetupStep step : plan.steps()) {
            said.accept(step.sentence());
            run.act(step);
        }
    }
}
