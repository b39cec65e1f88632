package dev.holdfast.server.config;

import java.io.IOException;

/** A configuration file says what nobody understands; the message names the file and the line. */
public final class ConfigException extends IOException {
    private static final long serialVersionUID = 1L;

    ConfigException(String file, int line, String sentence) {
        super("%s:%d: %s".formatted(file, line, sentence));
    }
}
