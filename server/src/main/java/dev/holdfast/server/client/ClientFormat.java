package dev.holdfast.server.client;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.VaultId;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import dev.holdfast.server.json.Json;
import dev.holdfast.server.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A client's file in the registry. */
final class ClientFormat {
    private ClientFormat() {}

    static byte[] bytes(Client client) {
        return Json.file(json -> write(json, client));
    }

    static Client read(byte[] bytes) throws MalformedException {
        return Json.read(bytes, ClientFormat::client);
    }

    private static void write(JsonGenerator json, Client client) throws IOException {
        json.writeStringField("id", client.id().toString());
        json.writeStringField("name", client.name().value());
        json.writeStringField("created", client.created().toString());
        if (client.machine().isPresent()) {
            json.writeStringField("machine", client.machine().get().hex());
        }
        if (client.vault().isPresent()) {
            json.writeStringField("vault", client.vault().get().toString());
        }
        if (client.expected().isPresent()) {
            json.writeNumberField("expected", client.expected().getAsLong());
        }
        json.writeArrayFieldStart("keys");
        for (ClientKey key : client.keys()) {
            json.writeStartObject();
            json.writeStringField("key", key.key().toString());
            json.writeStringField("rights", key.rights().name());
            json.writeStringField("enrolled", key.enrolled().toString());
            json.writeStringField("machine", key.machine().hex());
            json.writeEndObject();
        }
        json.writeEndArray();
        StandingFormat.write(json, client.standing());
    }

    private static Client client(JsonObject json) throws MalformedException {
        ClientId id = ClientId.parse(json.text("id"));
        ClientName name = new ClientName(json.text("name"));
        Optional<Bytes> machine = json.optionalText("machine").map(ClientFormat::hex);
        Optional<VaultId> vault = json.optionalText("vault").map(VaultId::parse);
        List<ClientKey> keys = new ArrayList<>();
        for (JsonObject key : json.objects("keys")) {
            keys.add(key(key));
            key.end();
        }
        return new Client(
                id,
                name,
                json.time("created"),
                machine,
                vault,
                json.optionalInteger("expected"),
                keys,
                StandingFormat.read(json));
    }

    private static ClientKey key(JsonObject json) throws MalformedException {
        return new ClientKey(
                PublicKeyLine.parse(json.text("key")),
                Rights.valueOf(json.text("rights")),
                json.time("enrolled"),
                hex(json.text("machine")));
    }

    private static Bytes hex(String text) {
        return Bytes.copyOf(HexFormat.of().parseHex(text));
    }
}
