package dev.holdfast.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.example.ExampleConfiguration;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/examples} is the reference of all keys. */
class ExampleConfigurationTest {
    private static final Pattern KNOWN = Pattern.compile("unknown key 'x' \\(known: (.*)\\)");

    @FunctionalInterface
    private interface Parser {
        void parse(String toml) throws ConfigException;
    }

    private static void server(String toml) throws ConfigException {
        ServerConfig.parse(toml, "server.toml");
        ServerPolicy.ofServer(toml, "server.toml", ZoneOffset.UTC);
    }

    private static void client(String toml) throws ConfigException {
        ClientConfig.usual(ServerPolicy.standard(ZoneOffset.UTC)).forClient(toml, "web1.toml");
    }

    @Test
    void theExampleOfAServerIsAcceptedAndHoldsAllKeysThatAreKnown() throws IOException {
        ExampleConfiguration example = ExampleConfiguration.read("server.toml");
        server(example.toml());
        assertThat(example.keys()).isEqualTo(known(ExampleConfigurationTest::server));
    }

    @Test
    void theExampleOfAClientIsAcceptedAndHoldsAllKeysThatAreKnown() throws IOException {
        ExampleConfiguration example = ExampleConfiguration.read("clients/web1.toml");
        client(example.toml());
        assertThat(example.keys()).isEqualTo(known(ExampleConfigurationTest::client));
    }

    private static SortedSet<String> known(Parser parser) {
        SortedSet<String> keys = new TreeSet<>();
        addKnown(parser, "", keys);
        return keys;
    }

    /** What a parser says of a key that it does not know names all that it does. */
    private static void addKnown(Parser parser, String section, SortedSet<String> keys) {
        String header = section.isEmpty() ? "" : "[%s]\n".formatted(section);
        try {
            parser.parse(header + "x = 1\n");
            throw new AssertionError("any key is taken in [%s]".formatted(section));
        } catch (ConfigException refused) {
            Matcher known = KNOWN.matcher(String.valueOf(refused.getMessage()));
            if (!known.find()) {
                keys.add(section); // it is no section
                return;
            }
            for (String key : known.group(1).split(", ", -1)) {
                addKnown(parser, section.isEmpty() ? key : section + "." + key, keys);
            }
        }
    }
}
