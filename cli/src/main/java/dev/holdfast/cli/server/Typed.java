package dev.holdfast.cli.server;

import dev.holdfast.cli.console.UsageException;
import dev.holdfast.model.ClientName;
import dev.holdfast.server.config.Quantity;
import java.time.Duration;

/** What administrators type, as the server understands it. */
final class Typed {
    private Typed() {}

    static ClientName name(String text) throws UsageException {
        try {
            return new ClientName(text);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    static Duration span(String text) throws UsageException {
        try {
            return Quantity.span(text);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
