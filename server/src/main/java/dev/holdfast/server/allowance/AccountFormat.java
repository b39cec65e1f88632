package dev.holdfast.server.allowance;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.holdfast.model.MalformedException;
import dev.holdfast.server.json.Json;
import dev.holdfast.server.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of {@link Accounts}. */
final class AccountFormat {
    private AccountFormat() {}

    static byte[] bytes(Account account) {
        return Json.file(json -> write(json, account));
    }

    private static void write(JsonGenerator json, Account account) throws IOException {
        json.writeStringField("opened", account.opened().toString());
        json.writeStringField("at", account.at().toString());
        json.writeNumberField("balance", account.balance());
        json.writeStringField("nextFree", account.nextFree().toString());
        if (account.lastSurplus().isPresent()) {
            json.writeStringField("lastSurplus", account.lastSurplus().get().toString());
        }
        json.writeObjectFieldStart("days");
        for (Map.Entry<Long, Long> day : new TreeMap<>(account.days()).entrySet()) {
            json.writeNumberField(day.getKey().toString(), day.getValue());
        }
        json.writeEndObject();
    }

    static Account account(byte[] bytes) throws MalformedException {
        return Json.read(bytes, AccountFormat::read);
    }

    private static Account read(JsonObject json) throws MalformedException {
        Map<Long, Long> days = new HashMap<>();
        json.integers("days").forEach((day, count) -> days.put(Long.parseLong(day), count));
        return new Account(
                json.time("opened"),
                json.time("at"),
                json.integer("balance"),
                days,
                json.time("nextFree"),
                json.optionalText("lastSurplus").map(Instant::parse));
    }

    static byte[] bytes(List<Grant> grants) {
        return Json.file(json -> {
            json.writeArrayFieldStart("grants");
            for (Grant grant : grants) {
                json.writeStartObject();
                json.writeStringField("made", grant.made().toString());
                json.writeStringField("until", grant.until().toString());
                json.writeNumberField("bytes", grant.bytes());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    static List<Grant> grants(byte[] bytes) throws MalformedException {
        return Json.read(
                bytes,
                json -> {
                    List<Grant> grants = new ArrayList<>();
                    for (JsonObject grant : json.objects("grants")) {
                        grants.add(
                                new Grant(
                                        grant.time("made"),
                                        grant.time("until"),
                                        grant.integer("bytes")));
                        grant.end();
                    }
                    return grants;
                });
    }
}
