package dev.holdfast.client.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.ObjectId;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdTableTest {
    private static ObjectId id(Random random) {
        byte[] bytes = new byte[ObjectId.SIZE];
        random.nextBytes(bytes);
        return ObjectId.of(bytes);
    }

    @Test
    void isWhatAMapIs() {
        Random random = new Random(1);
        IdTable table = new IdTable();
        Map<ObjectId, Integer> map = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            ObjectId id = id(random);
            assertThat(table.get(id)).isEqualTo(IdTable.NONE);
            assertThat(table.put(id, i)).isTrue();
            map.put(id, i);
        }
        map.forEach((id, number) -> assertThat(table.get(id)).isEqualTo(number));
        assertThat(table.count()).isEqualTo(10_000);
    }

    @Test
    void theLastNumberCounts() {
        ObjectId id = id(new Random(2));
        IdTable table = new IdTable();
        table.put(id, 0);
        assertThat(table.put(id, 7)).isFalse();
        assertThat(table.get(id)).isEqualTo(7);
        assertThat(table.count()).isEqualTo(1);
    }

    @Test
    void idsThatBeginAlikeAreToldApart() {
        IdTable table = new IdTable();
        for (int i = 0; i < 100; i++) {
            byte[] bytes = new byte[ObjectId.SIZE];
            bytes[15] = (byte) i;
            assertThat(table.put(ObjectId.of(bytes), i)).isTrue();
        }
        assertThat(table.count()).isEqualTo(100);
    }
}
