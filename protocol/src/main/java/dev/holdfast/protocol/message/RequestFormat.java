package dev.holdfast.protocol.message;

import dev.holdfast.model.ClientName;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Series;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.cbor.Cbor;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import dev.holdfast.model.feature.Features;
import dev.holdfast.model.object.KeyWrap;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import java.io.IOException;

/** The bodies of requests. */
final class RequestFormat {
    private RequestFormat() {}

    static byte[] encode(Request request) {
        return switch (request) {
            case Request.Put(SealedRecord record) -> record.bytes();
            case Request.Have(var ids) -> Ids.pack(ids);
            case Request.Fetch(var ids) -> Ids.pack(ids);
            case Request.Greet _,
                    Request.Begin _,
                    Request.Checkpoint _,
                    Request.Commit _,
                    Request.Report _,
                    Request.ListSnapshots _,
                    Request.Ping _,
                    Request.Enrol _ ->
                    Cbor.encode(out -> write(request, out));
        };
    }

    static Request decode(MessageType type, byte[] body) throws MalformedException {
        try {
            return switch (type) {
                case PUT -> new Request.Put(SealedRecord.parse(body));
                case HAVE -> new Request.Have(Ids.unpack(body));
                case FETCH -> new Request.Fetch(Ids.unpack(body));
                default -> Cbor.decode(body, in -> read(type, in), RequestFormat::write);
            };
        } catch (IllegalArgumentException impossible) {
            throw new MalformedException("malformed: " + impossible.getMessage(), impossible);
        }
    }

    private static void write(Request request, CborWriter out) throws IOException {
        switch (request) {
            case Request.Greet greet -> write(greet, out);
            case Request.Begin begin -> write(begin, out);
            case Request.Checkpoint(var root) -> {
                out.array(1);
                out.id(root);
            }
            case Request.Commit commit -> {
                out.array(4);
                out.id(commit.root());
                out.integer(commit.entries());
                out.integer(commit.contentBytes());
                out.integer(commit.unread());
            }
            case Request.Report(var figures, var sealedLog) -> {
                out.array(2);
                Form.list(out, figures, RequestFormat::writeFigure);
                out.bytes(sealedLog);
            }
            case Request.ListSnapshots(), Request.Ping() -> out.array(0);
            case Request.Enrol(var name, var key, var machine) -> {
                out.array(3);
                out.text(name.value());
                out.text(key.toString());
                out.bytes(machine);
            }
            case Request.Have _, Request.Put _, Request.Fetch _ ->
                    throw new IllegalStateException("not in CBOR: " + MessageType.of(request));
        }
        out.end();
    }

    private static void write(Request.Greet greet, CborWriter out) throws IOException {
        out.array(4);
        greet.features().write(out);
        out.text(greet.version());
        out.bytes(greet.machine());
        Form.orNil(out, greet.vault(), (vault, to) -> to.bytes(vault.toArray()));
    }

    private static void write(Request.Begin begin, CborWriter out) throws IOException {
        out.array(4);
        out.text(begin.series().value());
        out.bytes(begin.run());
        out.timestamp(begin.started());
        Form.list(out, begin.wraps(), KeyWrap::write);
    }

    private static void writeFigure(Request.Figure figure, CborWriter out) throws IOException {
        out.array(2);
        out.text(figure.key());
        out.integer(figure.value());
        out.end();
    }

    private static Request read(MessageType type, CborReader in) throws IOException {
        in.array();
        Request request =
                switch (type) {
                    case GREET ->
                            new Request.Greet(
                                    Features.read(in),
                                    in.text(),
                                    in.bytes(),
                                    Form.orNil(in, from -> VaultId.of(from.byteArray())));
                    case BEGIN ->
                            new Request.Begin(
                                    new Series(in.text()),
                                    in.bytes(),
                                    in.timestamp(),
                                    Form.list(in, KeyWrap.COUNT_MAX, KeyWrap::read));
                    case CHECKPOINT -> new Request.Checkpoint(in.id());
                    case COMMIT ->
                            new Request.Commit(in.id(), in.integer(), in.integer(), in.integer());
                    case REPORT ->
                            new Request.Report(
                                    Form.list(
                                            in,
                                            Request.Report.FIGURES_MAX,
                                            RequestFormat::readFigure),
                                    in.bytes());
                    case LIST -> new Request.ListSnapshots();
                    case PING -> new Request.Ping();
                    case ENROL ->
                            new Request.Enrol(
                                    new ClientName(in.text()),
                                    PublicKeyLine.parse(in.text()),
                                    in.bytes());
                    default -> throw new IllegalStateException(type + " is no request in CBOR");
                };
        in.end();
        return request;
    }

    private static Request.Figure readFigure(CborReader in) throws IOException {
        in.array();
        Request.Figure figure = new Request.Figure(in.text(), in.integer());
        in.end();
        return figure;
    }
}
