package dev.holdfast.protocol.message;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.SealedRecord;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a frame may be: who sends it and how long its body may be, known before it is read. */
public enum MessageType {
    CREDIT(0x01, Sender.BOTH, 1, 16),
    ALIVE(0x02, Sender.BOTH, 1, 1),
    WORKING(0x03, Sender.SERVER, 1, Size.SENTENCES),

    GREET(0x10, Sender.CLIENT, 1, Size.PAGE),
    BEGIN(0x11, Sender.CLIENT, 1, Size.PAGE),
    HAVE(0x12, Sender.CLIENT, Size.ID, Size.IDS),
    PUT(0x13, Sender.CLIENT, Size.RECORD_MIN, Size.RECORD),
    CHECKPOINT(0x14, Sender.CLIENT, 1, Size.PAGE),
    COMMIT(0x15, Sender.CLIENT, 1, Size.PAGE),
    REPORT(0x16, Sender.CLIENT, 1, Size.FRAME_BODY),
    LIST(0x17, Sender.CLIENT, 1, 1),
    FETCH(0x18, Sender.CLIENT, Size.ID, Size.IDS),
    PING(0x19, Sender.CLIENT, 1, 1),
    ENROL(0x1a, Sender.CLIENT, 1, Size.PAGE),

    WELCOME(0x30, Sender.SERVER, 1, Size.PAGE),
    BEGUN(0x31, Sender.SERVER, 1, Size.IDS),
    LACK(0x32, Sender.SERVER, 1, Message.IDS_MAX / Byte.SIZE),
    KEPT(0x33, Sender.SERVER, 1, Size.PAGE),
    MISSING(0x34, Sender.SERVER, Size.ID, Size.IDS),
    COMMITTED(0x35, Sender.SERVER, 1, Size.PAGE),
    SNAPSHOTS(0x36, Sender.SERVER, 1, Size.FRAME_BODY),
    WRAPS(0x37, Sender.SERVER, 1, Size.IDS),
    OBJECT(0x38, Sender.SERVER, Size.RECORD_MIN, Size.RECORD),
    DONE(0x39, Sender.SERVER, 0, Size.IDS),
    ENROLLED(0x3a, Sender.SERVER, 1, Size.PAGE),
    REFUSED(0x3b, Sender.SERVER, 1, 2 * Size.SENTENCES),
    FAILED(0x3c, Sender.SERVER, 1, Size.SENTENCES);

    /** The longest body of any frame: a record or a long list, and room to grow. */
    public static final int BODY_LENGTH_MAX = Size.FRAME_BODY;

    private static final int CODES = 256;

    private static final Optional<MessageType>[] BY_CODE = byCode();

    /** Who may send a type. */
    public enum Sender {
        CLIENT,
        SERVER,
        BOTH
    }

    /** Lengths in bytes. */
    private static final class Size {
        static final int FRAME_BODY = (6 << 20) - 5;
        static final int RECORD = SealedRecord.LENGTH_MAX;
        static final int RECORD_MIN =
                SealedRecord.FIXED_HEADER_SIZE
                        + SealedRecord.SEALED_LENGTH_MIN
                        + SealedRecord.DIGEST_SIZE;
        static final int ID = ObjectId.SIZE;
        static final int IDS = Message.IDS_MAX * ID;

        /** Names, features, a few ids. */
        static final int PAGE = 64 << 10;

        /** A sentence in UTF-8 with what stands before it. */
        static final int SENTENCES = 4 * Message.SENTENCE_LENGTH_MAX + 64;
    }

    private final int code;
    private final Sender sender;
    private final int bodyLengthMin;
    private final int bodyLengthMax;

    MessageType(int code, Sender sender, int bodyLengthMin, int bodyLengthMax) {
        this.code = code;
        this.sender = sender;
        this.bodyLengthMin = bodyLengthMin;
        this.bodyLengthMax = bodyLengthMax;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array cannot be made of a generic type
    private static Optional<MessageType>[] byCode() {
        Optional[] types = new Optional[CODES];
        Arrays.fill(types, Optional.empty());
        for (MessageType type : values()) {
            types[type.code] = Optional.of(type);
        }
        return types;
    }

    /** The type of a frame's second part, 0 to 255, if there is such a type. */
    public static Optional<MessageType> of(int code) {
        return BY_CODE[code];
    }

    public int code() {
        return code;
    }

    public Sender sender() {
        return sender;
    }

    public int bodyLengthMin() {
        return bodyLengthMin;
    }

    public int bodyLengthMax() {
        return bodyLengthMax;
    }

    /** Whether frames of this type are free: they keep the connection going and answer nothing. */
    public boolean isControl() {
        return this == CREDIT || this == ALIVE || this == WORKING;
    }

    /**
     * Reads a body. A record's array is taken over, not copied.
     *
     * @throws MalformedException unless it is one message of this type in its one form
     */
    public Message decode(byte[] body) throws MalformedException {
        if (body.length < bodyLengthMin || body.length > bodyLengthMax) {
            throw new MalformedException(
                    "%s of %d bytes".formatted(name().toLowerCase(Locale.ROOT), body.length));
        }
        return switch (this) {
            case CREDIT, ALIVE, WORKING -> ControlFormat.decode(this, body);
            case GREET, BEGIN, HAVE, PUT, CHECKPOINT, COMMIT, REPORT, LIST, FETCH, PING, ENROL ->
                    RequestFormat.decode(this, body);
            case WELCOME,
                    BEGUN,
                    LACK,
                    KEPT,
                    MISSING,
                    COMMITTED,
                    SNAPSHOTS,
                    WRAPS,
                    OBJECT,
                    DONE,
                    ENROLLED,
                    REFUSED,
                    FAILED ->
                    AnswerFormat.decode(this, body);
        };
    }

    /**
     * The body of a message. A record's own array, not a copy.
     *
     * @throws IllegalArgumentException if it is longer than the type allows
     */
    public static byte[] encode(Message message) {
        byte[] body =
                switch (message) {
                    case Control control -> ControlFormat.encode(control);
                    case Request request -> RequestFormat.encode(request);
                    case Answer answer -> AnswerFormat.encode(answer);
                };
        if (body.length > of(message).bodyLengthMax) {
            throw new IllegalArgumentException(
                    "%s of %d bytes".formatted(of(message), body.length));
        }
        return body;
    }

    public static MessageType of(Message message) {
        return switch (message) {
            case Control.Credit _ -> CREDIT;
            case Control.Alive _ -> ALIVE;
            case Control.Working _ -> WORKING;
            case Request.Greet _ -> GREET;
            case Request.Begin _ -> BEGIN;
            case Request.Have _ -> HAVE;
            case Request.Put _ -> PUT;
            case Request.Checkpoint _ -> CHECKPOINT;
            case Request.Commit _ -> COMMIT;
            case Request.Report _ -> REPORT;
            case Request.ListSnapshots _ -> LIST;
            case Request.Fetch _ -> FETCH;
            case Request.Ping _ -> PING;
            case Request.Enrol _ -> ENROL;
            case Answer.Welcome _ -> WELCOME;
            case Answer.Begun _ -> BEGUN;
            case Answer.Lack _ -> LACK;
            case Answer.Kept _ -> KEPT;
            case Answer.Missing _ -> MISSING;
            case Answer.Committed _ -> COMMITTED;
            case Answer.Snapshots _ -> SNAPSHOTS;
            case Answer.Wraps _ -> WRAPS;
            case Answer.ObjectRecord _ -> OBJECT;
            case Answer.Done _ -> DONE;
            case Answer.Enrolled _ -> ENROLLED;
            case Answer.Refused _ -> REFUSED;
            case Answer.Failed _ -> FAILED;
        };
    }
}
