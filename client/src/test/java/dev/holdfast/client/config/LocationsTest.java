package dev.holdfast.client.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.client.config.Locations.Overrides;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocationsTest {
    private static final long ROOT = 0;
    private static final long ALICE = 1000;
    private static final Overrides NONE = Overrides.NONE;
    private static final Map<String, String> HOME = Map.of("HOME", "/home/alice");

    @Test
    void rootKeepsItsFilesInTheUsualPlacesOfAMachineWhateverItsHomeIs() throws Exception {
        assertThat(Locations.of(ROOT, Map.of("HOME", "/root", "XDG_STATE_HOME", "/x"), NONE))
                .isEqualTo(
                        locations(
                                "/etc/holdfast",
                                "/var/lib/holdfast-client",
                                "/var/cache/holdfast"));
    }

    @Test
    void aUserKeepsThemInTheHomeDirectory() throws Exception {
        assertThat(Locations.of(ALICE, HOME, NONE))
                .isEqualTo(
                        locations(
                                "/home/alice/.config/holdfast",
                                "/home/alice/.local/state/holdfast",
                                "/home/alice/.cache/holdfast"));
    }

    @Test
    void xdgVariablesMoveTheFoldersOfAUserUnlessTheyAreRelative() throws Exception {
        Map<String, String> environment =
                Map.of(
                        "HOME", "/home/alice",
                        "XDG_CONFIG_HOME", "/c",
                        "XDG_STATE_HOME", "s",
                        "XDG_CACHE_HOME", "");
        assertThat(Locations.of(ALICE, environment, NONE))
                .isEqualTo(
                        locations(
                                "/c/holdfast",
                                "/home/alice/.local/state/holdfast",
                                "/home/alice/.cache/holdfast"));
    }

    @Test
    void ourOwnVariablesComeBeforeTheUsualPlacesAndOptionsBeforeThem() throws Exception {
        Map<String, String> environment =
                Map.of("HOLDFAST_CONFIG", "/vc", "HOLDFAST_STATE", "/vs", "HOLDFAST_CACHE", "/vx");
        Overrides state =
                new Overrides(Optional.empty(), Optional.of(Path.of("/os/../o")), Optional.empty());
        assertThat(Locations.of(ROOT, environment, state)).isEqualTo(locations("/vc", "/o", "/vx"));
        assertThat(Locations.of(ALICE, environment, NONE))
                .isEqualTo(locations("/vc", "/vs", "/vx"));
    }

    @Test
    void aRelativeOverrideIsMadeAbsolute() throws Exception {
        Overrides relative =
                new Overrides(Optional.of(Path.of("here")), Optional.empty(), Optional.empty());
        assertThat(Locations.of(ROOT, Map.of(), relative).config())
                .isEqualTo(Path.of("here").toAbsolutePath());
    }

    @Test
    void aUserWithoutHomeIsToldWhatToSet() {
        assertThatThrownBy(() -> Locations.of(ALICE, Map.of(), NONE))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "cannot tell where to keep files: neither HOLDFAST_CONFIG nor HOME is set");
    }

    @Test
    void aVariableThatIsNoPathIsNamed() {
        assertThatThrownBy(() -> Locations.of(ROOT, Map.of("HOLDFAST_STATE", "a\0b"), NONE))
                .isInstanceOf(ConfigException.class)
                .hasMessage("HOLDFAST_STATE is not a path");
    }

    @Test
    void keysAndCacheAreNeverBackedUp() throws Exception {
        assertThat(Locations.of(ROOT, Map.of(), NONE).neverBackedUp())
                .containsExactly(
                        Path.of("/var/lib/holdfast-client"), Path.of("/var/cache/holdfast"));
    }

    private static Locations locations(String config, String state, String cache) {
        return new Locations(Path.of(config), Path.of(state), Path.of(cache));
    }
}
