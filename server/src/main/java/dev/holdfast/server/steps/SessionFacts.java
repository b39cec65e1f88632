package dev.holdfast.server.steps;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.GroupName;
import dev.holdfast.model.Printable;
import dev.holdfast.model.snapshot.Snapshot;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What the server's steps are told of a session (docs/steps.md, "On the server").
 *
 * @param address from which the client comes
 * @param root the server's folder
 */
public record SessionFacts(ServerSteps steps, ClientId client, String address, Path root) {

    /**
     * How a backup ended.
     *
     * @param snapshot its number, if it was committed
     * @param figures as far as they are known: of an attempt to commit
     * @param newBytes that it brought
     */
    record Ending(OptionalLong snapshot, Optional<Snapshot.Figures> figures, long newBytes) {}

    Map<String, String> before(Snapshot.Origin origin) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("HOLDFAST_STEP", "prepare");
        facts.put("HOLDFAST_CLIENT", steps.client().value());
        facts.put("HOLDFAST_CLIENT_ID", client.toString());
        facts.put("HOLDFAST_GROUP", steps.group().map(GroupName::value).orElse(""));
        facts.put("HOLDFAST_ADDRESS", Printable.of(address));
        facts.put("HOLDFAST_SERIES", origin.series().value());
        facts.put("HOLDFAST_SESSION", origin.session().toString());
        facts.put("HOLDFAST_ROOT", root.toString());
        return facts;
    }

    Map<String, String> after(Snapshot.Origin origin, Ending ending) {
        Map<String, String> facts = before(origin);
        facts.put("HOLDFAST_STEP", "complete");
        facts.put("HOLDFAST_NEW_BYTES", String.valueOf(ending.newBytes()));
        if (ending.snapshot().isEmpty()) {
            facts.put("HOLDFAST_OUTCOME", "failed");
            return facts;
        }
        facts.put("HOLDFAST_SNAPSHOT", String.valueOf(ending.snapshot().getAsLong()));
        long unread = ending.figures().map(Snapshot.Figures::unread).orElse(0L);
        facts.put("HOLDFAST_OUTCOME", unread > 0 ? "gaps" : "done");
        ending.figures()
                .ifPresent(figures -> {
                    put(facts, "ENTRIES", figures.entries());
                    put(facts, "BYTES", figures.contentBytes());
                    put(facts, "UNREAD", figures.unread());
                });
        return facts;
    }

    private static void put(Map<String, String> facts, String name, long number) {
        facts.put("HOLDFAST_" + name, String.valueOf(number));
    }
}
