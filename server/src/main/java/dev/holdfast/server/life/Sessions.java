package dev.holdfast.server.life;

import dev.holdfast.model.ClientId;
import dev.holdfast.platform.process.OtherProcesses;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The sessions of clients, each a process that a key forces. */
@FunctionalInterface
public interface Sessions {
    /** Those of this host, as far as they are this user's; known by their command lines. */
    Sessions OF_THIS_HOST =
            client ->
                    OtherProcesses.end(
                            List.of("server", "serve", "--client", client.toString()),
                            Duration.ofSeconds(10));

    /**
     * Ends all sessions of a client; none is left on return.
     *
     * @return how many there were
     */
    int end(ClientId client) throws IOException;
}
