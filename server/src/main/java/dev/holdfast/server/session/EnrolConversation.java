package dev.holdfast.server.session;

import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.protocol.message.Request;
import java.io.IOException;

/** With a machine that has an invitation's key and may only enrol. */
final class EnrolConversation implements Conversation {
    private final EnrolAction enrol;

    EnrolConversation(EnrolAction enrol) {
        this.enrol = enrol;
    }

    @Override
    public Answer answer(int id, Request request) throws IOException {
        return switch (request) {
            case Request.Enrol asked -> enrol.enrol(asked);
            case Request.Ping _ -> Answer.Done.ALL;
            case Request.Greet _,
                    Request.Begin _,
                    Request.Have _,
                    Request.Put _,
                    Request.Checkpoint _,
                    Request.Commit _,
                    Request.Report _,
                    Request.ListSnapshots _,
                    Request.Fetch _ ->
                    Answer.Refused.because(
                            RefusalCode.NOT_AUTHORISED, "an invitation only enrols", null);
        };
    }

    @Override
    public long newBytes() {
        return 0;
    }

    @Override
    public void close() {}
}
