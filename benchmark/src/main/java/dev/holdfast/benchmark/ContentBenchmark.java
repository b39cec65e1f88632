package dev.holdfast.benchmark;

import dev.holdfast.codec.chunk.Chunker;
import dev.holdfast.codec.key.OpeningKeys;
import dev.holdfast.codec.key.RootSecret;
import dev.holdfast.codec.seal.ContentKey;
import dev.holdfast.codec.seal.ObjectIds;
import dev.holdfast.codec.seal.Opener;
import dev.holdfast.codec.seal.Sealer;
import dev.holdfast.model.Kind;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.object.SealedRecord;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What becomes of content, in MiB a second on one thread. */
@State(Scope.Thread)
public class ContentBenchmark {
    private static final int STREAM_MIB = 16;

    private final SecureRandom random = new SecureRandom();
    private final RootSecret root = RootSecret.random(random);
    private final OpeningKeys keys = root.openingKeys();
    private final ObjectIds ids = new ObjectIds(keys.objectIds());
    private final Chunker chunker = new Chunker(keys.objectIds());
    private final ContentKey key = ContentKey.random(random);
    private final Sealer sealer = new Sealer(key, random);
    private final Opener opener =
            new Opener(keys, _ -> key.wrap(root.sealingKeys(List.of()), random));

    private final byte[] stream = Material.bytes("noise", STREAM_MIB << 20);
    private final Chunk noise = chunk("noise");
    private final Chunk text = chunk("text");

    private record Chunk(PlainObject object, ObjectId id, SealedRecord sealed) {}

    /** Of 1 MiB, as most are about. */
    private Chunk chunk(String name) {
        PlainObject object = new PlainObject(Kind.CHUNK, List.of(), Material.bytes(name, 1 << 20));
        ObjectId id = ids.of(object);
        return new Chunk(object, id, sealer.seal(object, id));
    }

    /** As the program does while it connects. */
    @Setup
    public void warmUp() {
        Sealer.warmUp();
        Opener.warmUp();
    }

    @TearDown
    public void close() {
        sealer.close();
        opener.close();
        root.close();
    }

    /** Where chunks end. */
    @Benchmark
    @OperationsPerInvocation(STREAM_MIB)
    public int cut() {
        int chunks = 0;
        for (int from = 0; from < stream.length; chunks++) {
            from = chunker.cut(stream, from, stream.length);
        }
        return chunks;
    }

    @Benchmark
    public ObjectId id() {
        return ids.of(noise.object());
    }

    /** A sample tells that compression does not pay: encryption and digest are left. */
    @Benchmark
    public SealedRecord sealNoise() {
        return sealer.seal(noise.object(), noise.id());
    }

    @Benchmark
    public SealedRecord sealText() {
        return sealer.seal(text.object(), text.id());
    }

    /** With the id, by which it is proven. */
    @Benchmark
    public PlainObject openNoise() throws IOException {
        return opener.open(noise.sealed());
    }

    /** With the id, by which it is proven. */
    @Benchmark
    public PlainObject openText() throws IOException {
        return opener.open(text.sealed());
    }
}
