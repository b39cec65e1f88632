package dev.holdfast.cli.console;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What the process finds around it: made once, handed to every command.
 *
 * @param ticker nanoseconds since any moment
 * @param user the user id of this process
 * @param version of this program
 * @param launcher the script that started it, absolute; absent when something else did
 */
public record Surroundings(
        Console console,
        InstantSource clock,
        LongSupplier ticker,
        Map<String, String> environment,
        LongSupplier user,
        SecureRandom random,
        String version,
        Optional<Path> launcher) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** The same with another console. */
    public Surroundings with(Console other) {
        return new Surroundings(other, clock, ticker, environment, user, random, version, launcher);
    }
}
