package dev.holdfast.benchmark;

import static java.util.Objects.requireNonNull;

import dev.holdfast.model.Kind;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.PackId;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.index.Index;
import dev.holdfast.store.index.IndexFolder;
import dev.holdfast.store.pack.PackEntry;
import dev.holdfast.store.pack.PackKind;
import dev.holdfast.testkit.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The index of a vault, in ids a second. */
public class IndexBenchmark {
    private static final int PACKS = 24;
    private static final int RECORDS_A_PACK = 5_000;
    private static final int RECORDS = PACKS * RECORDS_A_PACK;
    private static final int RECORD_LENGTH = 8192;
    private static final int ASKED = 10_000;

    /** An index of packs that are nowhere but in it: a segment for each. */
    private static final class Segments {
        private final Path path = Material.folder();
        private final Map<PackId, PackKind> packs = new HashMap<>();

        IndexFolder fill() throws IOException {
            IndexFolder folder = new IndexFolder(Volume.on(path));
            Files.createDirectories(path.resolve(IndexFolder.NAME));
            folder.clear();
            packs.clear();
            Index index = folder.view(packs, null);
            for (int number = 0; number < PACKS; number++) {
                PackId pack = new PackId(new UUID(1, number));
                packs.put(pack, PackKind.DATA);
                index = folder.add(index, pack, PackKind.DATA, entries(number));
            }
            return folder;
        }

        private static List<PackEntry> entries(int pack) {
            return IntStream.range(0, RECORDS_A_PACK)
                    .mapToObj(i ->
                            new PackEntry(
                                    Records.id((long) pack * RECORDS_A_PACK + i),
                                    Kind.CHUNK,
                                    i * RECORD_LENGTH,
                                    RECORD_LENGTH))
                    .toList();
        }

        Index merge(IndexFolder folder) throws IOException {
            return folder.repair(packs, new IndexFolder.Changes(Set.of(), _ -> false), null);
        }

        void delete() throws IOException {
            Material.delete(path);
        }
    }

    /** Made anew before each call, as a merge changes it. */
    @State(Scope.Thread)
    public static class Unmerged {
        private final Segments segments = new Segments();
        private @Nullable IndexFolder folder;

        @Setup(Level.Invocation)
        public void fill() throws IOException {
            folder = segments.fill();
        }

        @TearDown
        public void delete() throws IOException {
            segments.delete();
        }
    }

    /** As lookups find it, with ids of which every other one is there. */
    @State(Scope.Thread)
    public static class Merged {
        private final Segments segments = new Segments();
        private final List<ObjectId> ids =
                IntStream.range(0, ASKED)
                        .mapToObj(i -> Records.id(i % 2 == 0 ? i : RECORDS + i))
                        .toList();
        private @Nullable Index index;

        @Setup
        public void fill() throws IOException {
            index = segments.merge(segments.fill());
        }

        @TearDown
        public void delete() throws IOException {
            segments.delete();
        }
    }

    /** Most small segments become one, which is synced. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public Index merge(Unmerged unmerged) throws IOException {
        return unmerged.segments.merge(requireNonNull(unmerged.folder));
    }

    @Benchmark
    @OperationsPerInvocation(ASKED)
    public int lookUp(Merged merged) throws IOException {
        Index index = requireNonNull(merged.index);
        int found = 0;
        for (ObjectId id : merged.ids) {
            found += index.contains(id) ? 1 : 0;
        }
        return found;
    }
}
