package dev.holdfast.filesystem.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawName;
import dev.holdfast.testkit.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;

class NameListTest {
    @ParameterizedTest
    @Seeds(200)
    void namesComeBackAsTheyAreInTheOrderOfTheirBytes(long seed) {
        Random random = new Random(seed);
        List<RawName> expected = new ArrayList<>();
        NameList.Collector names = new NameList.Collector();
        for (int i = random.nextInt(300); i > 0; i--) {
            byte[] name = new byte[1 + random.nextInt(random.nextBoolean() ? 3 : 255)];
            for (int at = 0; at < name.length; at++) {
                name[at] = (byte) (random.nextInt(208) + 48); // no slash, dot or NUL
            }
            names.add(name);
            expected.add(new RawName(Bytes.copyOf(name)));
        }
        Collections.sort(expected);
        assertThat(names.sorted()).isEqualTo(expected);
    }
}
