package dev.holdfast.client.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SshRouteTest {
    @TempDir private Path folder;

    /** What the real ssh makes of settings. */
    private SshRoute route(String settings) throws IOException {
        Path config = Files.writeString(folder.resolve("config"), settings);
        Command ssh =
                new Command(
                        List.of("ssh", "-F", config.toString(), "-G", "--", "root@backup"),
                        Map.of());
        CommandResult.Limits limits = new CommandResult.Limits(64 << 10, Duration.ofSeconds(20));
        return SshRoute.parse(CommandResult.of(ssh, limits).output());
    }

    @Test
    void withoutSettingsALoginLeadsStraightToItsHost() throws Exception {
        assertThat(route("")).isEqualTo(new SshRoute("backup", 22, Optional.empty()));
    }

    @Test
    void anAliasLeadsToItsHostAndPort() throws Exception {
        assertThat(route("Host backup\n HostName 192.0.2.1\n Port 2222\n"))
                .isEqualTo(new SshRoute("192.0.2.1", 2222, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "ProxyJump gate, ProxyJump=gate",
        "ProxyJump me@gate:2222, ProxyJump=me@gate:2222",
        "ProxyCommand nc -x proxy %h %p, ProxyCommand=nc -x proxy %h %p",
    })
    void aDetourIsToldAsTheOptionThatItIs(String setting, String option) throws Exception {
        assertThat(route("Host *\n " + setting + "\n").detour()).contains(option);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ProxyJump none", "ProxyCommand none"})
    void noneIsNoDetour(String setting) throws Exception {
        assertThat(route("Host *\n " + setting + "\n").detour()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "port 22", "hostname a", "hostname a\nport b", "hostname\nport 22"})
    void whatTellsNoHostAndPortIsRefused(String settings) {
        assertThatThrownBy(() -> SshRoute.parse(settings)).isInstanceOf(IOException.class);
    }
}
