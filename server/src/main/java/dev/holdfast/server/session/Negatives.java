package dev.holdfast.server.session;

import dev.holdfast.model.feature.TooNewException;
import dev.holdfast.platform.durable.DiscFullException;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Message;
import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.store.vault.TakenOverException;
import java.io.IOException;

/** The words for what does not go. */
final class Negatives {
    private Negatives() {}

    static Answer.Refused outOfPlace(String sentence) {
        return Answer.Refused.because(RefusalCode.OUT_OF_PLACE, sentence, null);
    }

    static Answer.Negative of(IOException failure) {
        String sentence = String.valueOf(failure.getMessage());
        return switch (failure) {
            case TakenOverException _ ->
                    Answer.Refused.because(RefusalCode.TAKEN_OVER, sentence, null);
            case DiscFullException _ ->
                    Answer.Refused.because(
                            RefusalCode.NO_SPACE,
                            "the server's disc is full: %s; what was sent before stays"
                                    .formatted(sentence),
                            null);
            case TooNewException _ -> Answer.Refused.because(RefusalCode.TOO_NEW, sentence, null);
            case DamagedVaultException _ ->
                    Answer.Refused.because(RefusalCode.DAMAGED, sentence, null);
            default -> new Answer.Failed(Message.cut(sentence));
        };
    }

    static SessionEvent event(Answer.Negative negative) {
        return switch (negative) {
            case Answer.Refused refused -> new SessionEvent.Refused(refused.sentence());
            case Answer.Failed(String sentence) -> new SessionEvent.Failed(sentence);
        };
    }
}
