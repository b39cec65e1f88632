package dev.holdfast.protocol.wire;

import dev.holdfast.model.Printable;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.RefusalCode;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/** The server said no. The message is its sentence, escaped. */
public class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Answer.Refused refusal;

    RefusedException(Answer.Refused refusal) {
        super(Printable.of(refusal.sentence()));
        this.refusal = refusal;
    }

    RefusedException(RefusedException first) {
        super(first.getMessage(), first);
        this.refusal = first.refusal;
    }

    public RefusalCode reason() {
        return refusal.reason();
    }

    /** The command on the server that would lift it, escaped. */
    public Optional<String> lift() {
        return Optional.ofNullable(refusal.lift()).map(Printable::of);
    }

    /** When to come again. */
    public OptionalInt retrySeconds() {
        Integer seconds = refusal.retrySeconds();
        return seconds == null ? OptionalInt.empty() : OptionalInt.of(seconds);
    }
}
