package dev.holdfast.protocol.message;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.KeyId;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Series;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.feature.Features;
import dev.holdfast.model.object.KeyWrap;
import dev.holdfast.model.snapshot.Partial;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.protocol.Records;
import dev.holdfast.protocol.ssh.Ed25519Key;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/** A message of every type, and more where a body has several forms. */
final class Samples {
    private static final Timestamp TIME = new Timestamp(1_780_000_000, 5);
    private static final VaultId VAULT = new VaultId(new UUID(0xaa, 0xbb));
    private static final ClientId CLIENT = new ClientId(new UUID(0xc1, 0xc2));
    private static final ClientName NAME = new ClientName("web1");
    private static final SessionId SESSION = new SessionId(new UUID(0x51, 0x52));
    private static final ObjectId ROOT = Records.id(7);
    private static final Bytes MACHINE = Bytes.copyOf(new byte[32]);
    private static final Snapshot.Origin ORIGIN =
            new Snapshot.Origin(CLIENT, Series.SYSTEM, SESSION);
    private static final Features FEATURES =
            new Features(
                    new TreeSet<>(List.of("a", "b")), new TreeSet<>(), new TreeSet<>(List.of("c")));

    static final Snapshot SNAPSHOT = snapshot(3);
    static final Partial PARTIAL = new Partial(TIME, ORIGIN, ROOT);

    private Samples() {}

    static Snapshot snapshot(long sequence) {
        return new Snapshot(sequence, TIME, ORIGIN, ROOT, new Snapshot.Figures(10, 2_000, 300, 1));
    }

    static KeyWrap wrap(long key) {
        return new KeyWrap(
                new KeyId(new UUID(key, 0)),
                1,
                Bytes.copyOf(new byte[KeyWrap.RECIPIENT_SIZE]),
                Bytes.copyOf(new byte[KeyWrap.ENCAPSULATION_SIZE]),
                Bytes.copyOf(new byte[KeyWrap.SEALED_SIZE]));
    }

    static Request.Greet greet(String version) {
        return new Request.Greet(Features.NONE, version, MACHINE, null);
    }

    static Answer.Begun begun(List<ObjectId> heal) {
        return new Answer.Begun(SESSION, null, null, false, heal);
    }

    static Map<String, Message> all() {
        Map<String, Message> all = new LinkedHashMap<>();
        all.put("credit", new Control.Credit(2 << 20));
        all.put("alive", new Control.Alive());
        all.put("working", new Control.Working("counting what a plan frees…"));
        requests(all);
        answers(all);
        return all;
    }

    private static void requests(Map<String, Message> all) {
        all.put("greet", new Request.Greet(FEATURES, "0.1.0", MACHINE, VAULT));
        all.put("greet-first-time", greet("0.1.0"));
        all.put(
                "begin",
                new Request.Begin(
                        Series.SYSTEM,
                        Bytes.copyOf(new byte[Request.Begin.RUN_SIZE]),
                        TIME,
                        List.of(wrap(1))));
        all.put("have", new Request.Have(List.of(Records.id(1), Records.id(2))));
        all.put("put", new Request.Put(Records.chunk(1, 25)));
        all.put("checkpoint", new Request.Checkpoint(ROOT));
        all.put("commit", new Request.Commit(ROOT, 10, 2_000, 1));
        all.put(
                "report",
                new Request.Report(
                        List.of(
                                new Request.Figure("bytes.read", 2_000),
                                new Request.Figure("seconds", -1)),
                        Bytes.utf8("sealed")));
        all.put("list", new Request.ListSnapshots());
        all.put("fetch", new Request.Fetch(List.of(Records.id(1))));
        all.put("ping", new Request.Ping());
        all.put(
                "enrol",
                new Request.Enrol(NAME, Ed25519Key.fromSeed(new byte[32]).publicKey(), MACHINE));
    }

    private static void answers(Map<String, Message> all) {
        all.put("welcome", new Answer.Welcome(FEATURES, "0.1.0", TIME, CLIENT, NAME, VAULT));
        all.put(
                "welcome-first-time",
                new Answer.Welcome(Features.NONE, "0.1.0", TIME, CLIENT, NAME, null));
        all.put(
                "begun",
                new Answer.Begun(SESSION, SNAPSHOT, PARTIAL, true, List.of(Records.id(9))));
        all.put("begun-first-time", begun(List.of()));
        all.put("lack", Answer.Lack.of(9, index -> index % 2 == 0));
        all.put("kept", new Answer.Kept(PARTIAL));
        all.put("missing", new Answer.Missing(List.of(Records.id(4))));
        all.put("committed", new Answer.Committed(SNAPSHOT));
        all.put(
                "snapshots",
                new Answer.Snapshots(
                        List.of(snapshot(1), SNAPSHOT), List.of(PARTIAL), List.of(2L, 7L)));
        all.put("wraps", new Answer.Wraps(List.of(wrap(1), wrap(2))));
        all.put("object", new Answer.ObjectRecord(Records.chunk(2, 30)));
        all.put("done", Answer.Done.ALL);
        all.put("done-absent", new Answer.Done(List.of(Records.id(5), Records.id(6))));
        all.put("enrolled", new Answer.Enrolled(CLIENT, NAME));
        all.put("refused-busy", Answer.Refused.busy("all slots are taken", 30));
        all.put(
                "refused",
                Answer.Refused.because(
                        RefusalCode.NOT_AUTHORISED,
                        "web1 is retired",
                        "holdfast server allow web1"));
        all.put("refused-later-code", new Answer.Refused(200, "why", null, null));
        all.put("failed", Answer.Failed.because("cannot write pack: no space"));
    }
}
