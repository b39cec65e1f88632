package dev.holdfast.server.move;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.cbor.Cbor;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import dev.holdfast.model.feature.Features;
import dev.holdfast.server.client.Client;
import java.io.IOException;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** An export as CBOR (docs/format.md, "Export of a server"). */
final class ExportFormat {
    private static final String WHAT = "the export";

    private ExportFormat() {}

    /**
     * The features may name compatible ones that this version does not know; a client's file may be
     * written in another way by the version that it came from.
     */
    private record Body(
            Features features,
            Timestamp made,
            String host,
            List<ExportedFile> configuration,
            List<ExportedFile> hostKeys,
            List<byte[]> clients) {}

    static byte[] encode(ServerExport export) {
        Body body =
                new Body(
                        Features.NONE,
                        export.made(),
                        export.host(),
                        export.configuration(),
                        export.hostKeys(),
                        export.clients().stream().map(Client::encode).toList());
        return Cbor.encode(out -> write(body, out));
    }

    static ServerExport decode(byte[] bytes) throws MalformedException {
        Body body = Cbor.decode(bytes, ExportFormat::read, ExportFormat::write);
        List<Client> clients = new ArrayList<>();
        for (byte[] client : body.clients()) {
            clients.add(Client.decode(client));
        }
        return new ServerExport(
                body.made(), body.host(), body.configuration(), body.hostKeys(), clients);
    }

    private static void write(Body body, CborWriter out) throws IOException {
        out.array(6);
        body.features().write(out);
        out.timestamp(body.made());
        out.text(body.host());
        writeFiles(body.configuration(), out);
        writeFiles(body.hostKeys(), out);
        out.array(body.clients().size());
        for (byte[] client : body.clients()) {
            out.bytes(client);
        }
        out.end();
        out.end();
    }

    private static void writeFiles(List<ExportedFile> files, CborWriter out) throws IOException {
        out.array(files.size());
        for (ExportedFile file : files) {
            out.array(4);
            out.text(file.path());
            out.text(PosixFilePermissions.toString(file.permissions()));
            out.text(file.group());
            out.bytes(file.content());
            out.end();
        }
        out.end();
    }

    private static Body read(CborReader in) throws IOException {
        in.array();
        Features features = Features.read(in);
        features.requireReadable(WHAT);
        Timestamp made = in.timestamp();
        String host = in.text();
        List<ExportedFile> configuration = readFiles(in);
        List<ExportedFile> hostKeys = readFiles(in);
        List<byte[]> clients = new ArrayList<>();
        in.array();
        while (in.more()) {
            clients.add(in.byteArray());
        }
        in.end();
        in.end();
        return new Body(features, made, host, configuration, hostKeys, clients);
    }

    private static List<ExportedFile> readFiles(CborReader in) throws IOException {
        List<ExportedFile> files = new ArrayList<>();
        in.array();
        while (in.more()) {
            in.array();
            files.add(
                    new ExportedFile(
                            in.text(),
                            PosixFilePermissions.fromString(in.text()),
                            in.text(),
                            in.bytes()));
            in.end();
        }
        in.end();
        return files;
    }
}
