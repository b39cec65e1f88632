package dev.holdfast.protocol.message;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.cbor.Cbor;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import dev.holdfast.model.feature.Features;
import dev.holdfast.model.object.KeyWrap;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.model.snapshot.Partial;
import dev.holdfast.model.snapshot.Snapshot;
import java.io.IOException;

/** The bodies of answers. */
final class AnswerFormat {
    private AnswerFormat() {}

    static byte[] encode(Answer answer) {
        return switch (answer) {
            case Answer.ObjectRecord(SealedRecord record) -> record.bytes();
            case Answer.Missing(var ids) -> Ids.pack(ids);
            case Answer.Done(var absent) -> Ids.pack(absent);
            case Answer.Lack(var bits) -> bits.toArray();
            case Answer.Welcome _,
                    Answer.Begun _,
                    Answer.Kept _,
                    Answer.Committed _,
                    Answer.Snapshots _,
                    Answer.Wraps _,
                    Answer.Enrolled _,
                    Answer.Refused _,
                    Answer.Failed _ ->
                    Cbor.encode(out -> write(answer, out));
        };
    }

    static Answer decode(MessageType type, byte[] body) throws MalformedException {
        try {
            return switch (type) {
                case OBJECT -> new Answer.ObjectRecord(SealedRecord.parse(body));
                case MISSING -> new Answer.Missing(Ids.unpack(body));
                case DONE -> new Answer.Done(Ids.unpack(body));
                case LACK -> new Answer.Lack(Bytes.copyOf(body));
                default -> Cbor.decode(body, in -> read(type, in), AnswerFormat::write);
            };
        } catch (IllegalArgumentException impossible) {
            throw new MalformedException("malformed: " + impossible.getMessage(), impossible);
        }
    }

    private static void write(Answer answer, CborWriter out) throws IOException {
        switch (answer) {
            case Answer.Welcome welcome -> write(welcome, out);
            case Answer.Begun(var session, var last, var partial, boolean known, var heal) -> {
                out.array(5);
                out.bytes(session.toArray());
                Form.orNil(out, last, Snapshot::write);
                Form.orNil(out, partial, Partial::write);
                out.bool(known);
                out.bytes(Ids.pack(heal));
            }
            case Answer.Kept(var partial) -> {
                out.array(1);
                partial.write(out);
            }
            case Answer.Committed(var snapshot) -> {
                out.array(1);
                snapshot.write(out);
            }
            case Answer.Snapshots(var snapshots, var partials, var unreadable) -> {
                out.array(3);
                Form.list(out, snapshots, Snapshot::write);
                Form.list(out, partials, Partial::write);
                Form.list(out, unreadable, (number, to) -> to.integer(number));
            }
            case Answer.Wraps(var wraps) -> {
                out.array(1);
                Form.list(out, wraps, KeyWrap::write);
            }
            case Answer.Enrolled(var client, var name) -> {
                out.array(2);
                out.bytes(client.toArray());
                out.text(name.value());
            }
            case Answer.Refused refused -> write(refused, out);
            case Answer.Failed(var sentence) -> {
                out.array(1);
                out.text(sentence);
            }
            case Answer.Lack _, Answer.Missing _, Answer.ObjectRecord _, Answer.Done _ ->
                    throw new IllegalStateException("not in CBOR: " + MessageType.of(answer));
        }
        out.end();
    }

    private static void write(Answer.Welcome welcome, CborWriter out) throws IOException {
        out.array(6);
        welcome.features().write(out);
        out.text(welcome.version());
        out.timestamp(welcome.clock());
        out.bytes(welcome.client().toArray());
        out.text(welcome.name().value());
        Form.orNil(out, welcome.vault(), (vault, to) -> to.bytes(vault.toArray()));
    }

    private static void write(Answer.Refused refused, CborWriter out) throws IOException {
        out.array(4);
        out.integer(refused.code());
        out.text(refused.sentence());
        Form.orNil(out, refused.lift(), (lift, to) -> to.text(lift));
        Form.orNil(out, refused.retrySeconds(), (seconds, to) -> to.integer(seconds));
    }

    private static Answer read(MessageType type, CborReader in) throws IOException {
        in.array();
        Answer answer =
                switch (type) {
                    case WELCOME -> readWelcome(in);
                    case BEGUN ->
                            new Answer.Begun(
                                    SessionId.of(in.byteArray()),
                                    Form.orNil(in, Snapshot::read),
                                    Form.orNil(in, Partial::read),
                                    in.bool(),
                                    Ids.unpack(in.byteArray()));
                    case KEPT -> new Answer.Kept(Partial.read(in));
                    case COMMITTED -> new Answer.Committed(Snapshot.read(in));
                    case SNAPSHOTS ->
                            new Answer.Snapshots(
                                    Form.list(in, Answer.Snapshots.SNAPSHOTS_MAX, Snapshot::read),
                                    Form.list(in, Answer.Snapshots.PARTIALS_MAX, Partial::read),
                                    Form.list(
                                            in,
                                            Answer.Snapshots.UNREADABLE_MAX,
                                            CborReader::integer));
                    case WRAPS ->
                            new Answer.Wraps(Form.list(in, Answer.Wraps.WRAPS_MAX, KeyWrap::read));
                    case ENROLLED ->
                            new Answer.Enrolled(
                                    ClientId.of(in.byteArray()), new ClientName(in.text()));
                    case REFUSED -> readRefused(in);
                    case FAILED -> new Answer.Failed(in.text());
                    default -> throw new IllegalStateException(type + " is no answer in CBOR");
                };
        in.end();
        return answer;
    }

    private static Answer.Welcome readWelcome(CborReader in) throws IOException {
        return new Answer.Welcome(
                Features.read(in),
                in.text(),
                in.timestamp(),
                ClientId.of(in.byteArray()),
                new ClientName(in.text()),
                Form.orNil(in, from -> VaultId.of(from.byteArray())));
    }

    private static Answer.Refused readRefused(CborReader in) throws IOException {
        return new Answer.Refused(
                in.intUpTo(RefusalCode.CODE_MAX),
                in.text(),
                Form.orNil(in, CborReader::text),
                Form.orNil(in, from -> from.intUpTo(Answer.Refused.RETRY_SECONDS_MAX)));
    }
}
