package dev.holdfast.store.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.PackId;
import dev.holdfast.store.Golden;
import dev.holdfast.store.reclaim.Condemned.Dead;
import dev.holdfast.testkit.SimulatedVolume;
import java.io.IOException;
import java.util.BitSet;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CondemnedNotesTest {
    private static final PackId WHOLE = new PackId(new UUID(0, 1));
    private static final PackId PART = new PackId(new UUID(0, 2));

    private final SimulatedVolume volume = new SimulatedVolume();
    private final CondemnedNotes notes = new CondemnedNotes(volume);

    @BeforeEach
    void makeFolder() throws IOException {
        volume.makeDirectory(CondemnedNotes.NAME);
    }

    private static BitSet ordinals(int... ordinals) {
        BitSet bits = new BitSet();
        for (int each : ordinals) {
            bits.set(each);
        }
        return bits;
    }

    private static final Map<PackId, Dead> SOME =
            Map.of(WHOLE, Dead.wholly(3), PART, new Dead(20, ordinals(0, 9, 19)));

    @Test
    void noteIsThatOfTheFormat() throws IOException {
        notes.save(SOME);
        assertThat(notes.names()).containsExactly("0000000000000001.dying");
        Golden.requireSame("condemned", volume.bytes("condemned/0000000000000001.dying"));
    }

    @Test
    void noteIsRead() throws IOException {
        volume.overwrite("condemned/0000000000000007.dead", Golden.bytes("condemned"));
        Condemned condemned = notes.load();
        assertThat(condemned.isWhole(WHOLE)).isTrue();
        assertThat(condemned.isWhole(PART)).isFalse();
        assertThat(condemned.ordinals(WHOLE)).isEqualTo(ordinals(0, 1, 2));
        assertThat(condemned.ordinals(PART)).isEqualTo(ordinals(0, 9, 19));
        assertThat(condemned.holds(PART, 9)).isTrue();
        assertThat(condemned.holds(PART, 8)).isFalse();
        assertThat(condemned.holds(PART, 20)).isFalse();
        assertThat(condemned.holds(new PackId(new UUID(0, 3)), 0)).isFalse();
    }

    @Test
    void recordBeyondThePackIsRefused() throws IOException {
        volume.overwrite(
                "condemned/0000000000000007.dead", Golden.bytes("condemned-refused-beyond"));
        assertThatThrownBy(notes::load).isInstanceOf(MalformedException.class);
    }

    @Test
    void newNoteReplacesTheOlderOnesAndUntilThenAllCount() throws IOException {
        notes.save(SOME);
        notes.finish();
        assertThat(notes.names()).containsExactly("0000000000000001.dead");
        assertThat(notes.isUnfinished()).isFalse();
        byte[] old = volume.bytes("condemned/0000000000000001.dead");
        notes.save(Map.of(PART, new Dead(20, ordinals(4))));
        assertThat(notes.isUnfinished()).isTrue();
        assertThat(notes.names()).containsExactly("0000000000000002.dying");
        volume.overwrite("condemned/0000000000000001.dead", old);
        assertThat(notes.load().ordinals(PART)).isEqualTo(ordinals(0, 4, 9, 19));
    }

    @Test
    void packWithAnotherNumberOfRecordsIsNotCondemned() throws IOException {
        notes.save(SOME);
        Condemned matching = notes.load().matching(Map.of(WHOLE, 3, PART, 19));
        assertThat(matching.isWhole(WHOLE)).isTrue();
        assertThat(matching.holds(PART, 9)).isFalse();
    }
}
