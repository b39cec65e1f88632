package dev.holdfast.client.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folders of a client, all absolute.
 *
 * <p>For root they are {@code /etc/holdfast}, {@code /var/lib/holdfast-client} (the server's own
 * folder on the same machine is another) and {@code /var/cache/holdfast}; for everybody else they
 * follow the XDG base directories. An option comes before {@code HOLDFAST_CONFIG}, {@code
 * HOLDFAST_STATE} and {@code HOLDFAST_CACHE}, and these before the usual places.
 *
 * @param config what people write: {@code client.toml}, {@code excludes}, {@code filter}
 * @param state what must not be lost: identity, keys, the last roots
 * @param cache what can be made anew
 */
public record Locations(Path config, Path state, Path cache) {
    private static final long ROOT = 0;

    /** What the command line said; whatever is absent is found out. */
    public record Overrides(Optional<Path> config, Optional<Path> state, Optional<Path> cache) {
        public static final Overrides NONE =
                new Overrides(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * @param user the user id of this process
     * @param environment the variables of this process
     * @throws ConfigException when an ordinary user has no home directory to put a folder into, or
     *     a variable is no path
     */
    public static Locations of(long user, Map<String, String> environment, Overrides overrides)
            throws ConfigException {
        return new Locations(
                Folder.CONFIG.locate(user, environment, overrides.config()),
                Folder.STATE.locate(user, environment, overrides.state()),
                Folder.CACHE.locate(user, environment, overrides.cache()));
    }

    public Path clientToml() {
        return config.resolve("client.toml");
    }

    public Path excludes() {
        return config.resolve("excludes");
    }

    public Path filter() {
        return config.resolve("filter");
    }

    /** All folders of our own: no restore touches them. */
    public List<Path> all() {
        return List.of(config, state, cache);
    }

    /** The folders that no backup may contain: keys and what changes while it runs. */
    public List<Path> neverBackedUp() {
        return List.of(state, cache);
    }

    private enum Folder {
        CONFIG("HOLDFAST_CONFIG", "/etc/holdfast", "XDG_CONFIG_HOME", ".config"),
        STATE("HOLDFAST_STATE", "/var/lib/holdfast-client", "XDG_STATE_HOME", ".local/state"),
        CACHE("HOLDFAST_CACHE", "/var/cache/holdfast", "XDG_CACHE_HOME", ".cache");

        private final String ownVariable;
        private final Path ofRoot;
        private final String xdgVariable;
        private final Path inHome;

        Folder(String ownVariable, String ofRoot, String xdgVariable, String inHome) {
            this.ownVariable = ownVariable;
            this.ofRoot = Path.of(ofRoot);
            this.xdgVariable = xdgVariable;
            this.inHome = Path.of(inHome);
        }

        Path locate(long user, Map<String, String> environment, Optional<Path> override)
                throws ConfigException {
            if (override.isPresent()) {
                return absolute(override.get());
            }
            Path own = variable(environment, ownVariable);
            if (own != null) {
                return absolute(own);
            }
            return user == ROOT ? ofRoot : base(environment).resolve("holdfast");
        }

        private Path base(Map<String, String> environment) throws ConfigException {
            Path xdg = variable(environment, xdgVariable);
            // The XDG specification asks to ignore a relative one.
            if (xdg != null && xdg.isAbsolute()) {
                return xdg;
            }
            Path home = variable(environment, "HOME");
            if (home == null) {
                throw new ConfigException(
                        "cannot tell where to keep files: neither %s nor HOME is set"
                                .formatted(ownVariable));
            }
            return absolute(home).resolve(inHome);
        }

        private static @Nullable Path variable(Map<String, String> environment, String name)
                throws ConfigException {
            String value = environment.getOrDefault(name, "");
            try {
                return value.isEmpty() ? null : Path.of(value);
            } catch (InvalidPathException notAPath) {
                throw new ConfigException("%s is not a path".formatted(name));
            }
        }

        private static Path absolute(Path path) {
            return path.toAbsolutePath().normalize();
        }
    }
}
