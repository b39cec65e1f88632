package dev.holdfast.client.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testkit.example.ExampleConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/examples/client.toml} is the reference of all keys. */
class ExampleConfigurationTest {
    private static final Path FILE = Path.of("client.toml");

    @Test
    void theExampleIsAccepted() throws IOException {
        ClientConfig config = ClientConfig.parse(FILE, read().toml());
        assertThat(config.jobs()).hasSize(2);
    }

    @Test
    void theExampleHoldsAllKeysThatAreKnownAndNoOthers() throws IOException {
        String keys =
                read().keys().stream()
                        .map(key -> key.replaceFirst("^job\\.[a-z]+\\.", "job.NAME."))
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "));
        assertThatThrownBy(() -> ClientConfig.parse(FILE, "like-no-other-at-all-in-here = 1"))
                .hasMessageEndingWith("; known are " + keys);
    }

    private static ExampleConfiguration read() throws IOException {
        return ExampleConfiguration.read("client.toml");
    }
}
