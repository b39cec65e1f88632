package dev.holdfast.model.tree;

import static org.assertj.core.api.Assertions.fail;

import dev.holdfast.model.Kind;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Vectors;
import dev.holdfast.model.Vectors.Vector;
import dev.holdfast.model.object.KeyWrap;
import dev.holdfast.model.object.PlainObject;
import dev.holdfast.model.object.SealedRecord;
import dev.holdfast.model.snapshot.Partial;
import dev.holdfast.model.snapshot.Snapshot;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes a peer sends, a reader gives a value or says that they are malformed. */
class FuzzTest {
    private static final int INPUTS_PER_SEED = 5_000;

    /** Heads that make CBOR readers stumble: long, indefinite and reserved ones. */
    private static final byte[] HEADS =
            HexFormat.of()
                    .parseHex("1bff3bff5b7f5a7f5fff7b7f7fff9b7f9fffbb7fbfffd8c1c2f6f7f8f9fbfcff");

    @FunctionalInterface
    private interface Reader {
        Object read(List<ObjectId> references, byte[] bytes) throws MalformedException;
    }

    private static Reader reader(String name) {
        return switch (name.substring(0, name.contains("_") ? name.indexOf('_') : name.length())) {
            case "tree" -> (ids, bytes) -> TreeFormat.decodeTree(object(Kind.TREE, ids, bytes));
            case "list" -> (ids, bytes) -> TreeFormat.decodeList(object(Kind.LIST, ids, bytes));
            case "root" -> (ids, bytes) -> RootFormat.decode(object(Kind.ROOT, ids, bytes));
            case "snapshot" -> (ids, bytes) -> Snapshot.of(bytes);
            case "partial" -> (ids, bytes) -> Partial.of(bytes);
            case "wrap" -> (ids, bytes) -> KeyWrap.of(bytes);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static PlainObject object(Kind kind, List<ObjectId> ids, byte[] bytes) {
        return new PlainObject(kind, ids, bytes);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void mutatedValueIsReadOrMalformed(long seed) {
        Random random = new Random(seed);
        List<Vector> good =
                Vectors.beginning("").stream()
                        .filter(each -> !each.name().contains("refused"))
                        .filter(each -> !each.name().startsWith("features"))
                        .toList();
        for (int i = 0; i < INPUTS_PER_SEED; i++) {
            Vector vector = good.get(random.nextInt(good.size()));
            byte[] mutated = vector.bytes().toArray();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                mutated = mutate(mutated, random);
            }
            requireReadOrMalformed(reader(vector.name()), vector.references(), mutated);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void randomBytesAreMalformed(long seed) {
        Random random = new Random(seed);
        for (String name : List.of("tree", "list", "root", "snapshot", "partial", "wrap")) {
            for (int i = 0; i < 1_000; i++) {
                byte[] bytes = new byte[random.nextInt(64)];
                random.nextBytes(bytes);
                requireReadOrMalformed(reader(name), List.of(Samples.A), bytes);
            }
        }
    }

    @Test
    void randomBytesBehindAMagicAreNoRecord() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            byte[] front = HexFormat.of().parseHex("48465231010100000000000000000019");
            System.arraycopy(front, 0, bytes, 0, Math.min(bytes.length, random.nextInt(17)));
            requireReadOrMalformed((ids, record) -> SealedRecord.parse(record), List.of(), bytes);
        }
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        byte[] mutated = bytes.clone();
        int at = random.nextInt(mutated.length);
        switch (random.nextInt(5)) {
            case 0 -> mutated[at] = (byte) random.nextInt();
            case 1 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> mutated[at] = HEADS[random.nextInt(HEADS.length)];
            case 3 -> mutated = Arrays.copyOf(mutated, Math.max(1, at));
            default -> {
                int from = random.nextInt(mutated.length);
                int count = Math.min(mutated.length - Math.max(at, from), random.nextInt(40));
                System.arraycopy(bytes, from, mutated, at, count);
            }
        }
        return mutated;
    }

    private static void requireReadOrMalformed(
            Reader reader, List<ObjectId> references, byte[] bytes) {
        try {
            reader.read(references, bytes);
        } catch (MalformedException expected) {
            return;
        } catch (RuntimeException | StackOverflowError wrong) {
            fail("not refused as malformed: " + HexFormat.of().formatHex(bytes), wrong);
        }
    }
}
