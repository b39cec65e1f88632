package dev.holdfast.server.session;

import dev.holdfast.model.Timestamp;
import dev.holdfast.model.feature.Features;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.protocol.message.Request;
import java.io.IOException;
import java.util.Optional;

/** With a machine that has an invitation's key and may only enrol. */
final class EnrolConversation implements Conversation {
    private final SessionSetting setting;
    private final Invitee invitee;

    EnrolConversation(SessionSetting setting, Invitee invitee) {
        this.setting = setting;
        this.invitee = invitee;
    }

    @Override
    public Answer answer(int id, Request request) throws IOException {
        return switch (request) {
            case Request.Greet greet -> greet(greet);
            case Request.Enrol enrol -> invitee.enrol(enrol);
            case Request.Ping _ -> Answer.Done.ALL;
            case Request.Begin _,
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

    private Answer greet(Request.Greet greet) throws IOException {
        greet.features().requireWritable("this client");
        Optional<Invitee.Seat> seat = invitee.seat();
        if (seat.isEmpty()) {
            return Answer.Refused.because(
                    RefusalCode.EXPIRED_INVITATION, "the invitation is long over", null);
        }
        setting.log().accept(new SessionEvent.Began(greet.version()));
        return new Answer.Welcome(
                Features.NONE,
                setting.version(),
                Timestamp.of(setting.clock().instant()),
                seat.get().id(),
                seat.get().name(),
                seat.get().vault().orElse(null));
    }

    @Override
    public void abandon() {
        // Enrolling leaves nothing open.
    }

    @Override
    public long newBytes() {
        return 0;
    }

    @Override
    public void close() {}
}
