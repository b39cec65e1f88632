package dev.holdfast.server.session;

import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Request;
import java.io.IOException;

/** What becomes of a machine that asks to be enrolled. */
@FunctionalInterface
public interface EnrolAction {
    /**
     * @return {@link Answer.Enrolled} or {@link Answer.Refused}
     */
    Answer enrol(Request.Enrol request) throws IOException;
}
