package dev.holdfast.client.config;

import java.io.IOException;

/** What somebody wrote into a configuration file, or the environment, cannot be meant. */
public final class ConfigException extends IOException {
    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }
}
