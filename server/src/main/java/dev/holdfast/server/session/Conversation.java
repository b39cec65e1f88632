package dev.holdfast.server.session;

import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Request;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What is said to one peer. For one thread. */
interface Conversation extends AutoCloseable {
    /**
     * Does what is asked.
     *
     * @param id under which parts of the answer may be sent
     * @return the answer, or its last part; null when a put was taken
     * @throws IOException if the world failed
     */
    @Nullable Answer answer(int id, Request request) throws IOException;

    /** Gives up what was under way when the world failed. What was sent and is good stays. */
    void abandon() throws IOException;

    /** Bytes that were added to the vault's disc. */
    long newBytes();

    /** Makes safe what is good. */
    @Override
    void close() throws IOException;
}
