package dev.holdfast.server.client;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.holdfast.model.MalformedException;
import dev.holdfast.server.client.Standing.Retirement;
import dev.holdfast.server.json.JsonObject;
import dev.holdfast.server.rules.Asked;
import dev.holdfast.server.rules.Network;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A client's standing in its file. */
final class StandingFormat {
    private static final String ANY_TIME = "any-time";
    private static final String FROM = "from";
    private static final String COMMAND = "command";

    private StandingFormat() {}

    static void write(JsonGenerator json, Standing standing) throws IOException {
        if (standing.retired().isPresent()) {
            json.writeObjectFieldStart("retired");
            json.writeStringField("since", standing.retired().get().since().toString());
            json.writeStringField("keptUntil", standing.retired().get().keptUntil().toString());
            json.writeEndObject();
        }
        json.writeArrayFieldStart("exemptions");
        for (Exemption exemption : standing.exemptions()) {
            json.writeStartObject();
            switch (exemption) {
                case Exemption.AnyTime _ -> json.writeStringField("what", ANY_TIME);
                case Exemption.From(Network network, _) -> {
                    json.writeStringField("what", FROM);
                    json.writeStringField("which", network.toString());
                }
                case Exemption.Command(Asked command, _) -> {
                    json.writeStringField("what", COMMAND);
                    json.writeStringField("which", command.word());
                }
            }
            json.writeStringField("until", exemption.until().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static Standing read(JsonObject json) throws MalformedException {
        Optional<JsonObject> retired = json.optionalObject("retired");
        List<Exemption> exemptions = new ArrayList<>();
        for (JsonObject each : json.objects("exemptions")) {
            exemptions.add(exemption(each));
            each.end();
        }
        return new Standing(
                retired.isEmpty() ? Optional.empty() : Optional.of(retirement(retired.get())),
                exemptions);
    }

    private static Retirement retirement(JsonObject json) throws MalformedException {
        Retirement retirement = new Retirement(json.time("since"), json.time("keptUntil"));
        json.end();
        return retirement;
    }

    private static Exemption exemption(JsonObject json) throws MalformedException {
        Instant until = json.time("until");
        String what = json.text("what");
        return switch (what) {
            case ANY_TIME -> new Exemption.AnyTime(until);
            case FROM -> new Exemption.From(Network.parse(json.text("which")), until);
            case COMMAND -> new Exemption.Command(Asked.command(json.text("which")), until);
            default -> throw new MalformedException("an exemption of an unknown kind");
        };
    }
}
