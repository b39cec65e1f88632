package dev.holdfast.client.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.client.fixture.MemoryServer;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.codec.key.RootSecret;
import dev.holdfast.codec.seal.ContentKey;
import dev.holdfast.codec.seal.ObjectIds;
import dev.holdfast.codec.seal.Sealer;
import dev.holdfast.model.Kind;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.protocol.message.Request;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ObjectWriterTest {
    private final RootSecret secret = RootSecret.of(new byte[RootSecret.SIZE]);
    private final SecureRandom random = new SecureRandom();
    private final Sealer sealer = new Sealer(ContentKey.random(random), random);
    private final MemoryServer server = new MemoryServer(secret.vault());
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger put = new AtomicInteger();
    private VaultConnection vault;

    @BeforeEach
    void connect() throws IOException {
        server.handles((connection, incoming) -> {
            if (incoming.request() instanceof Request.Have(var ids)) {
                asked.addAndGet(ids.size());
            }
            if (incoming.request() instanceof Request.Put) {
                put.incrementAndGet();
            }
            return false;
        });
        vault = server.connect(secret.openingKeys());
    }

    @AfterEach
    void disconnect() throws IOException {
        vault.close();
        server.close();
        sealer.close();
    }

    private ObjectWriter writer(boolean asks) {
        return writer(asks, (_, _) -> {});
    }

    private ObjectWriter writer(boolean asks, ObjectWriter.Progress progress) {
        return new ObjectWriter(
                new ObjectIds(secret.sealingKeys(List.of()).objectIds()),
                sealer,
                vault.connection(),
                new ObjectWriter.Options(2, 1, asks, progress));
    }

    private static PlainObject chunk(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return new PlainObject(Kind.CHUNK, List.of(), bytes);
    }

    /** Until the server has seen all that came before. */
    private void sync() throws IOException {
        vault.connection().ask(new Request.Ping());
    }

    @Test
    void whatIsSubmittedIsThereAfterTheDrain() throws IOException {
        List<ObjectId> ids = new ArrayList<>();
        try (ObjectWriter writer = writer(true)) {
            for (int i = 0; i < 3_000; i++) {
                ids.add(writer.submit(chunk(i % 700, i)));
            }
            ids.add(writer.submit(chunk(PlainObject.LENGTH_MAX, 1)));
            writer.drain();
            sync();
            assertThat(server.records()).containsOnlyKeys(ids);
        }
    }

    @Test
    void whatTheVaultHasIsAskedForAndNotSent() throws IOException {
        try (ObjectWriter writer = writer(true)) {
            writer.submit(chunk(900, 1));
            writer.drain();
            assertThat(writer.countedOn()).isEmpty();
        }
        try (ObjectWriter writer = writer(true)) {
            ObjectId id = writer.submit(chunk(900, 1));
            writer.drain();
            assertThat(writer.countedOn()).containsExactly(id);
        }
        sync();
        assertThat(asked).hasValue(2);
        assertThat(put).hasValue(1);
    }

    @Test
    void aNewVaultIsNotAsked() throws IOException {
        try (ObjectWriter writer = writer(false)) {
            writer.submit(chunk(900, 1));
            writer.submit(chunk(900, 1));
            writer.drain();
        }
        sync();
        assertThat(asked).hasValue(0);
        assertThat(put).hasValue(1);
    }

    @Test
    void whatWasForgottenIsSentAgain() throws IOException {
        try (ObjectWriter writer = writer(true)) {
            ObjectId id = writer.submit(chunk(900, 1));
            writer.drain();
            sync();
            server.records().clear();
            writer.submit(chunk(900, 1));
            writer.drain();
            sync();
            assertThat(server.records()).isEmpty();
            writer.forget(List.of(id));
            writer.submit(chunk(900, 1));
            writer.drain();
            sync();
            assertThat(server.records()).containsOnlyKeys(id);
        }
    }

    @Test
    void aConnectionThatBreaksEndsWhoeverSubmits() {
        server.handles((connection, incoming) -> {
            if (incoming.request() instanceof Request.Put && put.incrementAndGet() == 5) {
                throw new IOException("the server has gone");
            }
            return false;
        });
        try (ObjectWriter writer = writer(true)) {
            assertThatThrownBy(
                            () -> {
                                for (int i = 0; i < 10_000; i++) {
                                    writer.submit(chunk(100_000, i));
                                }
                                writer.drain();
                            })
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(writer::drain).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> writer.submit(chunk(1, 1))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aBugWhileSealingEndsWhoeverSubmits() {
        ObjectWriter.Progress bug =
                (_, _) -> {
                    throw new AssertionError("a bug");
                };
        try (ObjectWriter writer = writer(true, bug)) {
            assertThatThrownBy(
                            () -> {
                                for (int i = 0; i < 10_000; i++) {
                                    writer.submit(chunk(100_000, i));
                                }
                                writer.drain();
                            })
                    .isInstanceOf(IllegalStateException.class)
                    .hasRootCauseMessage("a bug");
        }
    }

    @Test
    void whoeverWaitsCanBeInterrupted() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch waits = new CountDownLatch(1);
        server.handles((connection, incoming) -> {
            if (incoming.request() instanceof Request.Have) {
                waits.countDown();
                try {
                    never.await();
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            }
            return false;
        });
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (ObjectWriter writer = writer(true)) {
            Thread submitter =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    writer.submit(chunk(10, 1));
                                    writer.drain();
                                } catch (IOException e) {
                                    thrown.set(e);
                                }
                            });
            waits.await();
            submitter.interrupt();
            submitter.join();
            assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class);
        } finally {
            never.countDown();
        }
    }
}
