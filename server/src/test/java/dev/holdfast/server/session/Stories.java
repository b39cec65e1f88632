package dev.holdfast.server.session;

import static dev.holdfast.server.Samples.key;
import static dev.holdfast.server.Samples.machine;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.KeyId;
import dev.holdfast.model.Series;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.feature.Features;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.protocol.message.Request;
import dev.holdfast.protocol.message.Request.Figure;
import dev.holdfast.protocol.wire.RefusedException;
import dev.holdfast.server.session.Transcript.Comer;
import dev.holdfast.testkit.Records;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What clients ask of a server, typically: the calls of which transcripts are recorded. */
enum Stories {
    ENROLMENT("enrolment") {
        @Override
        void tell(Recorder recorder) throws IOException {
            recorder.meet(
                    Comer.INVITED,
                    server -> {
                        server.ask(Peer.greeting(null));
                        server.ask(enrolling(3));
                        server.ask(enrolling(3));
                        refused(() -> server.ask(enrolling(4)));
                        refused(() -> server.begin(Series.SYSTEM));
                    });
        }
    },

    BACKUP("backup") {
        @Override
        void tell(Recorder recorder) throws IOException {
            recorder.meet(
                    Comer.CLIENT,
                    server -> {
                        server.ask(Peer.greeting(null));
                        server.ask(new Request.ListSnapshots());
                    });
            recorder.meet(
                    Comer.CLIENT,
                    server -> {
                        server.begun().ask(new Request.Have(List.of(CHUNK.id(), TREE.id())));
                        server.put(CHUNK);
                        server.ask(new Request.Checkpoint(ROOT.id()));
                        server.put(TREE);
                        server.put(ROOT);
                        server.ask(new Request.Checkpoint(ROOT.id()));
                    });
            recorder.meet(
                    Comer.CLIENT,
                    server -> {
                        server.begun().ask(new Request.Have(List.of(CHUNK.id(), LATER.id())));
                        server.commit(LATER.id());
                        server.put(LATER);
                        server.commit(LATER.id());
                        server.ask(new Request.Ping());
                        server.ask(REPORT);
                        server.begin(Series.MANUAL);
                        server.commit(ROOT.id());
                        server.ask(new Request.ListSnapshots());
                    });
            recorder.meet(Comer.CLIENT, server -> server.begun().commit(LATER.id()));
        }
    },

    RESTORE("restore") {
        @Override
        void tell(Recorder recorder) throws IOException {
            recorder.meet(Comer.CLIENT, Stories::backUp);
            recorder.meet(
                    Comer.READER,
                    server -> {
                        server.greet();
                        server.ask(new Request.ListSnapshots());
                        server.fetch(ROOT.id());
                        server.fetch(TREE.id(), LATER.id(), CHUNK.id());
                        refused(() -> server.begin(Series.SYSTEM));
                        server.fetch(LATER.id());
                    });
        }
    },

    REFUSALS("refusals") {
        @Override
        void tell(Recorder recorder) throws IOException {
            recorder.meet(Comer.CLIENT, Stories::backUp);
            recorder.meet(
                    Comer.CLIENT,
                    server -> {
                        refused(() -> server.ask(new Request.ListSnapshots()));
                        refused(() -> server.ask(fromTheFuture()));
                        refused(() -> server.ask(fromMachine(2)));
                        refused(() -> server.fetch(ROOT.id()));
                        server.greet();
                        refused(server::greet);
                        refused(() -> server.ask(new Request.Have(List.of(ROOT.id()))));
                        refused(() -> server.commit(ROOT.id()));
                        refused(() -> server.ask(enrolling(3)));
                        server.begin(Series.SYSTEM);
                        refused(() -> server.begin(Series.MANUAL));
                    });
            recorder.meet(
                    Comer.CLIENT,
                    server -> {
                        server.ask(Peer.greeting(new VaultId(new UUID(3, 4))));
                        refused(() -> server.begin(Series.SYSTEM));
                    });
            recorder.meetToTheEnd(
                    Comer.CLIENT,
                    server -> {
                        server.greet();
                        server.ask(Peer.beginning(Series.SYSTEM, new KeyId(new UUID(5, 6))));
                        server.put(CHUNK);
                    });
        }
    };

    private static final SealedRecord CHUNK = Records.chunk(1, 100);
    private static final SealedRecord TREE = Records.tree(2, CHUNK.id());
    private static final SealedRecord ROOT = Records.root(3, TREE.id());
    private static final SealedRecord LATER = Records.root(4, TREE.id());
    private static final Request.Report REPORT =
            new Request.Report(
                    List.of(new Figure("outcome", 0), new Figure("seconds", 65)),
                    Bytes.utf8("sealed"));

    private final String title;

    Stories(String title) {
        this.title = title;
    }

    abstract void tell(Recorder recorder) throws IOException;

    /** The name of the transcript's file. */
    String file() {
        return title + ".txt";
    }

    private static void backUp(Peer server) throws IOException {
        server.begun().put(CHUNK);
        server.put(TREE);
        server.put(ROOT);
        server.commit(ROOT.id());
    }

    private static Request.Enrol enrolling(int number) {
        return new Request.Enrol(new ClientName("web2"), key(number), machine(number));
    }

    private static Request.Greet fromMachine(int number) {
        return new Request.Greet(Features.NONE, "test", machine(number), Peer.VAULT);
    }

    private static Request.Greet fromTheFuture() {
        Features unknown =
                new Features(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(List.of("unknown")));
        return new Request.Greet(unknown, "test", machine(1), Peer.VAULT);
    }

    private static void refused(ThrowingCallable asking) {
        assertThatThrownBy(asking).isInstanceOf(RefusedException.class);
    }
}
