package dev.holdfast.server.upkeep;

import static dev.holdfast.testkit.Records.chunk;
import static dev.holdfast.testkit.Records.root;
import static dev.holdfast.testkit.Records.tree;
import static java.util.Objects.requireNonNull;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Series;
import dev.holdfast.model.SessionId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.server.allowance.AdmissionPolicy;
import dev.holdfast.server.config.ServerPolicy;
import dev.holdfast.server.notice.NoticePolicy;
import dev.holdfast.server.retention.RetentionPolicy;
import dev.holdfast.server.session.Steward.Outcome;
import dev.holdfast.server.slots.SessionPolicy;
import dev.holdfast.server.space.Amount;
import dev.holdfast.server.space.ReservePolicy;
import dev.holdfast.store.vault.CheckpointOutcome;
import dev.holdfast.store.vault.CommitOutcome;
import dev.holdfast.store.vault.Provenance;
import dev.holdfast.store.vault.Upload;
import dev.holdfast.store.vault.Vault;
import dev.holdfast.testkit.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Vaults that may take so many bytes together, and clients that back up to them. */
final class SmallServer {
    static final int CHUNK = 256 << 10;

    final List<String> log = new ArrayList<>();
    Instant now = Instant.parse("2026-03-01T02:00:00Z");
    Function<Holding, VaultRoom> rooms = StoreRoom::new;

    private final Path root;
    private final ServerPolicy policy;
    private final List<Tenant> tenants = new ArrayList<>();
    private long records;
    private long sessions;

    SmallServer(Path root, long limit, AdmissionPolicy admission) {
        this.root = root;
        this.policy =
                new ServerPolicy(
                        RetentionPolicy.standard(ZoneOffset.UTC),
                        new ReservePolicy(
                                new Amount.Percent(5),
                                new Amount.Percent(10),
                                OptionalLong.of(limit)),
                        admission,
                        Duration.ZERO,
                        NoticePolicy.STANDARD,
                        SessionPolicy.STANDARD);
    }

    /** A client whose machine has so many chunks. */
    final class Machine {
        private final Tenant tenant;
        private final List<Long> chunks = new ArrayList<>();

        private Machine(Tenant tenant, int count) {
            this.tenant = tenant;
            for (int i = 0; i < count; i++) {
                chunks.add(++records);
            }
        }

        Tenant tenant() {
            return tenant;
        }

        int size() {
            return chunks.size();
        }

        Vault vault() throws IOException {
            return Vault.open(Volume.on(tenant.folder()));
        }

        List<Long> snapshots() throws IOException {
            return vault().snapshots().stream().map(Snapshot::sequence).toList();
        }

        void change(int count) {
            for (int i = 0; i < count; i++) {
                chunks.set((int) (++records % chunks.size()), records);
            }
        }

        /** Backs up as a session would. */
        Optional<Answer.Refused> backUp() throws IOException {
            try (Visit visit = new Visit(this, Series.SYSTEM)) {
                Optional<Answer.Refused> refused = visit.begin();
                if (refused.isEmpty()) {
                    refused = visit.bring(0, chunks.size());
                }
                if (refused.isEmpty()) {
                    visit.commit();
                }
                return refused;
            }
        }
    }

    /** A session of a machine; closing it is the end that every session should have. */
    final class Visit implements AutoCloseable {
        private final Machine machine;
        private final Vault vault;
        private final Snapshot.Origin origin;
        private final SessionSteward steward;
        private @Nullable Upload upload;
        private Outcome outcome = Outcome.GIVEN_UP;

        Visit(Machine machine, Series series) throws IOException {
            this.machine = machine;
            this.vault = machine.vault();
            this.origin =
                    new Snapshot.Origin(
                            machine.tenant.client(),
                            series,
                            new SessionId(new UUID(1, ++sessions)));
            this.steward =
                    new SessionSteward(household(), machine.tenant, upkeep(), () -> now, log::add);
        }

        Optional<Answer.Refused> begin() throws IOException {
            Optional<Answer.Refused> refused = steward.begin(vault, origin);
            if (refused.isEmpty()) {
                upload =
                        vault.upload(
                                new Provenance(
                                        origin,
                                        Timestamp.of(now),
                                        List.of(Records.wrap(Records.KEY))));
            }
            return refused;
        }

        private Upload upload() {
            return requireNonNull(upload);
        }

        /** Some of the machine's chunks. */
        Optional<Answer.Refused> bring(int from, int to) throws IOException {
            for (long each : machine.chunks.subList(from, to)) {
                Optional<Answer.Refused> refused = steward.bring(upload().newBytes());
                if (refused.isPresent()) {
                    return refused;
                }
                upload().put(chunk(each, CHUNK));
            }
            return Optional.empty();
        }

        /** All chunks must have been brought. */
        Snapshot commit() throws IOException {
            return commit(machine.chunks);
        }

        Snapshot commit(List<Long> chunks) throws IOException {
            ObjectId[] ids = chunks.stream().map(Records::id).toArray(ObjectId[]::new);
            SealedRecord tree = tree(++records, ids);
            SealedRecord root = root(++records, tree.id());
            upload().put(tree);
            upload().put(root);
            long bytes = (long) chunks.size() * CHUNK;
            Snapshot.Figures figures =
                    new Snapshot.Figures(chunks.size(), bytes, upload().newBytes(), 0);
            steward.committing(figures);
            if (upload().commit(root.id(), figures, Timestamp.of(now))
                    instanceof CommitOutcome.Committed(Snapshot snapshot)) {
                outcome = Outcome.COMMITTED;
                return snapshot;
            }
            throw new AssertionError("something is missing");
        }

        /** All chunks must have been brought. */
        void checkpoint() throws IOException {
            ObjectId[] ids = machine.chunks.stream().map(Records::id).toArray(ObjectId[]::new);
            SealedRecord root = root(++records, ids);
            upload().put(root);
            if (!(upload().checkpoint(root.id(), Timestamp.of(now))
                    instanceof CheckpointOutcome.Saved)) {
                throw new AssertionError("something is missing");
            }
        }

        /** Its process is killed: nobody is told. */
        void die() throws IOException {
            upload().close();
            upload = null;
        }

        @Override
        public void close() throws IOException {
            Upload open = upload;
            if (open != null) {
                open.close();
                steward.finished(open.newBytes(), outcome);
            }
        }
    }

    Machine machine(String name, int chunks) throws IOException {
        return machine(name, chunks, OptionalLong.empty());
    }

    /**
     * @param expected bytes that its first backup may bring
     */
    Machine machine(String name, int chunks, OptionalLong expected) throws IOException {
        ClientId client = new ClientId(new UUID(0, tenants.size() + 1));
        Path folder = Files.createDirectories(root.resolve("vaults").resolve(client.toString()));
        Tenant tenant = new Tenant(client, name, folder, policy, expected, Optional.empty());
        Vault.create(Volume.on(folder), new VaultId(new UUID(7, 7)), Timestamp.of(now));
        tenants.add(tenant);
        return new Machine(tenant, chunks);
    }

    /** The same client with other chunks. */
    Machine beside(Machine machine, int chunks) {
        return new Machine(machine.tenant(), chunks);
    }

    /** The same client with fewer chunks. */
    Machine same(Machine machine, int chunks) {
        Machine other = new Machine(machine.tenant(), 0);
        other.chunks.addAll(machine.chunks.subList(0, chunks));
        return other;
    }

    Household household() {
        return new Household(root, policy, tenants, List.of());
    }

    Upkeep upkeep() {
        return new Upkeep(household(), () -> now, rooms);
    }

    void sleep(Duration span) {
        now = now.plus(span);
    }
}
