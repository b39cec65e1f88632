package dev.holdfast.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.protocol.Records;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads, small windows, many requests. */
@Timeout(60)
class StressTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 150;

    /** Small enough that everybody waits for credit all the time. */
    private static final Limits NARROW =
            new Limits(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(120),
                    Duration.ofHours(24),
                    64 << 10,
                    8);

    /** Work of a thread that may fail. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static CompletableFuture<Void> start(Work work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofPlatform()
                .start(() -> {
                    try {
                        work.run();
                        done.complete(null);
                    } catch (IOException | RuntimeException | Error failed) {
                        done.completeExceptionally(failed);
                    }
                });
        return done;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyRequestOfEveryThreadIsAnsweredWhateverTheOrder(long seed) throws Exception {
        LocalTransport.Pair pair = LocalTransport.pair("a vault");
        Set<ObjectId> put = Collections.synchronizedSet(new HashSet<>());
        CompletableFuture<Void> served = start(() -> serve(pair.server(), put, seed));
        try (ClientConnection client =
                ClientConnection.open(pair.client(), NARROW, System::nanoTime, _ -> {})) {
            List<CompletableFuture<Void>> working = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                long first = 1_000_000L * thread;
                Random random = new Random(seed * 100 + thread);
                working.add(start(() -> work(client, random, first)));
            }
            // Downloads are taken by a thread of their own: see Download.
            working.add(start(() -> download(client, new Random(seed))));
            for (CompletableFuture<Void> work : working) {
                work.get();
            }
        }
        served.get();
        assertThat(put).hasSizeGreaterThan(THREADS);
    }

    private static void work(ClientConnection client, Random random, long first)
            throws IOException {
        List<CompletableFuture<Answer.Lack>> asked = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            switch (random.nextInt(3)) {
                case 0 -> client.put(Records.chunk(first + round, 25 + random.nextInt(20_000)));
                case 1 -> assertThat(client.ask(new Request.Ping())).isEqualTo(Answer.Done.ALL);
                default -> asked.add(client.send(new Request.Have(ids(1 + random.nextInt(50)))));
            }
        }
        for (CompletableFuture<Answer.Lack> answer : asked) {
            assertThat(ClientConnection.await(answer).lacks(0)).isFalse();
        }
    }

    private static void download(ClientConnection client, Random random) throws IOException {
        int last = ROUNDS / 5 - 1;
        for (int round = 0; round <= last; round++) {
            int count = 1 + random.nextInt(20);
            int taken = 0;
            // The last one wholly: the server must be done when the client closes.
            boolean all = random.nextInt(4) > 0 || round == last;
            try (Download download = client.fetch(new Request.Fetch(ids(count)))) {
                while ((all || taken < count / 2) && download.next() != null) {
                    taken++;
                }
                assertThat(taken).isEqualTo(all ? count : count / 2);
            }
        }
    }

    private static List<ObjectId> ids(int count) {
        return LongStream.rangeClosed(1, count).mapToObj(Records::id).toList();
    }

    private static void serve(Transport transport, Set<ObjectId> put, long seed)
            throws IOException {
        Random random = new Random(seed);
        try (ServerConnection server = ServerConnection.open(transport, NARROW, System::nanoTime)) {
            for (var incoming = server.next(); incoming != null; incoming = server.next()) {
                switch (incoming.request()) {
                    case Request.Put(SealedRecord record) -> put.add(record.id());
                    case Request.Have(var ids) ->
                            server.answer(
                                    incoming.id(), Answer.Lack.of(ids.size(), i -> i % 2 == 1));
                    case Request.Fetch(var ids) -> {
                        for (ObjectId id : ids) {
                            SealedRecord record =
                                    Records.chunk(id.word3(), 25 + random.nextInt(20_000));
                            server.answer(incoming.id(), new Answer.ObjectRecord(record));
                        }
                        server.answer(incoming.id(), Answer.Done.ALL);
                    }
                    default -> server.answer(incoming.id(), Answer.Done.ALL);
                }
                server.working("on it");
            }
        }
    }

    @Test
    void aHundredThousandRequestsAreNeverMoreThanAThousandOpen() throws Exception {
        LocalTransport.Pair pair = LocalTransport.pair("a vault");
        AtomicInteger answered = new AtomicInteger();
        CompletableFuture<Void> served = start(() -> answerLate(pair.server()));
        try (ClientConnection client =
                ClientConnection.open(pair.client(), Limits.STANDARD, System::nanoTime, _ -> {})) {
            CompletableFuture<?> last = CompletableFuture.completedFuture(null);
            for (int i = 0; i < 100_000; i++) {
                last = client.send(new Request.Ping()).thenRun(answered::incrementAndGet);
            }
            last.get();
            Waiting.until(() -> answered.get() == 100_000);
        }
        served.get();
    }

    /** Answers only when as many are open as may be, so that any one more would be refused. */
    private static void answerLate(Transport transport) throws IOException {
        Queue<Integer> open = new ArrayDeque<>();
        int seen = 0;
        try (ServerConnection server =
                ServerConnection.open(transport, Limits.STANDARD, System::nanoTime)) {
            for (var incoming = server.next(); incoming != null; incoming = server.next()) {
                open.add(incoming.id());
                seen++;
                while (open.size() == 1_024 || (seen == 100_000 && !open.isEmpty())) {
                    server.answer(open.remove(), Answer.Done.ALL);
                }
            }
        }
    }
}
