package dev.holdfast.server.invite;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.MalformedException;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import dev.holdfast.server.invite.PendingInvitation.Guest;
import dev.holdfast.server.invite.PendingInvitation.Use;
import dev.holdfast.server.json.Json;
import dev.holdfast.server.json.JsonObject;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;

/** An invitation's file. */
final class InvitationFormat {
    private InvitationFormat() {}

    static byte[] bytes(PendingInvitation invitation) {
        return Json.file(json -> write(json, invitation));
    }

    static PendingInvitation read(byte[] bytes) throws MalformedException {
        return Json.read(bytes, InvitationFormat::invitation);
    }

    private static void write(JsonGenerator json, PendingInvitation invitation) throws IOException {
        Guest guest = invitation.guest();
        json.writeStringField("id", invitation.id().value());
        json.writeStringField("fingerprint", invitation.fingerprint());
        json.writeStringField("name", guest.name().value());
        json.writeStringField("client", guest.client().toString());
        json.writeStringField("kind", guest.kind().name());
        json.writeStringField("rights", guest.rights().name());
        json.writeStringField("created", invitation.created().toString());
        json.writeStringField("expires", invitation.expires().toString());
        if (invitation.expected().isPresent()) {
            json.writeNumberField("expected", invitation.expected().getAsLong());
        }
        if (invitation.use().isPresent()) {
            json.writeObjectFieldStart("use");
            write(json, invitation.use().get());
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, Use use) throws IOException {
        json.writeStringField("when", use.when().toString());
        json.writeStringField("address", use.address());
        json.writeStringField("machine", use.machine().hex());
        json.writeStringField("key", use.key().toString());
        json.writeBooleanField("complete", use.complete());
    }

    private static PendingInvitation invitation(JsonObject json) throws MalformedException {
        return new PendingInvitation(
                new InvitationId(json.text("id")),
                json.text("fingerprint"),
                new Guest(
                        new ClientName(json.text("name")),
                        ClientId.parse(json.text("client")),
                        Guest.Kind.valueOf(json.text("kind")),
                        Rights.valueOf(json.text("rights"))),
                json.time("created"),
                json.time("expires"),
                json.optionalInteger("expected"),
                use(json.optionalObject("use")));
    }

    private static Optional<Use> use(Optional<JsonObject> object) throws MalformedException {
        if (object.isEmpty()) {
            return Optional.empty();
        }
        JsonObject json = object.get();
        Use use =
                new Use(
                        json.time("when"),
                        json.text("address"),
                        Bytes.copyOf(HexFormat.of().parseHex(json.text("machine"))),
                        PublicKeyLine.parse(json.text("key")),
                        json.bool("complete"));
        json.end();
        return Optional.of(use);
    }
}
