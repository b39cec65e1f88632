package dev.holdfast.client.backup;

import dev.holdfast.client.ssh.SshFailedException;
import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.protocol.wire.PeerGoneException;
import dev.holdfast.protocol.wire.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How often a run is still tried again. A busy server is no failure, and does not count as one. */
final class Patience {
    /** So long a server may be busy; then something else is wrong with it. */
    private static final Duration BUSY_MAX = Duration.ofHours(12);

    private final Backup.Retries retries;
    private final RandomGenerator random;
    private Duration busyLeft = BUSY_MAX;
    private int attemptsLeft;

    Patience(Backup.Retries retries, RandomGenerator random) {
        this.retries = retries;
        this.random = random;
        this.attemptsLeft = retries.attempts();
    }

    /** Whether it is not tried again after this. */
    boolean endsWith(IOException failure) {
        return interval(failure).isEmpty() || (attemptsLeft == 0 && !isBusy(failure));
    }

    /** Uses some of it up, and returns how long to wait before another attempt. */
    Duration spentOn(IOException failure) {
        Duration interval = interval(failure).orElseThrow();
        if (!isBusy(failure)) {
            attemptsLeft--;
            return interval;
        }
        // Those who were sent away together do not come back together.
        Duration wait = interval.plusMillis(random.nextLong(Math.max(1, interval.toMillis())));
        busyLeft = busyLeft.minus(wait);
        return wait;
    }

    private boolean isBusy(IOException failure) {
        return retries.attempts() > 0
                && busyLeft.isPositive()
                && failure instanceof RefusedException refused
                && refused.reason() == RefusalCode.BUSY;
    }

    /** Empty when another attempt would not help. */
    private Optional<Duration> interval(IOException failure) {
        if (failure instanceof RefusedException refused) {
            return refused.retrySeconds().isPresent()
                    ? Optional.of(Duration.ofSeconds(refused.retrySeconds().getAsInt()))
                    : Optional.empty();
        }
        var ssh = SshFailedException.behind(failure);
        if (ssh.isPresent()) {
            return ssh.get().kind().isTransient()
                    ? Optional.of(retries.interval())
                    : Optional.empty();
        }
        return failure instanceof PeerGoneException
                ? Optional.of(retries.interval())
                : Optional.empty();
    }
}
