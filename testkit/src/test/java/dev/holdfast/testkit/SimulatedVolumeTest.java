package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.platform.durable.DiscFullException;
import dev.holdfast.platform.durable.Transfer;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class SimulatedVolumeTest extends VolumeContract {
    private final SimulatedVolume volume = new SimulatedVolume();

    @Override
    protected Volume empty() {
        return new SimulatedVolume();
    }

    private VolumeFile create(String name, int length) throws IOException {
        VolumeFile file = volume.create(name, Transfer.PLAIN);
        file.write(ByteBuffer.wrap(new byte[length]), 0);
        return file;
    }

    @ParameterizedTest
    @Seeds(20)
    void whatWasSyncedSurvives(long seed) throws IOException {
        try (VolumeFile file = create("a", 100)) {
            file.sync();
        }
        volume.syncDirectory("");
        volume.replace("b", new byte[7]);
        SimulatedVolume after = volume.reopen(seed);
        assertThat(after.bytes("a")).hasSize(100);
        assertThat(after.bytes("b")).hasSize(7);
    }

    @Test
    void whatWasNotSyncedIsSometimesLost() throws IOException {
        create("a", 100).close();
        volume.syncDirectory("");
        create("b", 100).close();
        Set<Integer> lengths = new HashSet<>();
        Set<Boolean> exists = new HashSet<>();
        for (int seed = 0; seed < 50; seed++) {
            SimulatedVolume after = volume.reopen(seed);
            lengths.add(after.bytes("a").length);
            exists.add(after.exists("b"));
        }
        assertThat(lengths).containsExactlyInAnyOrder(0, 100);
        assertThat(exists).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void everythingFailsAfterTheStop() throws IOException {
        volume.stopAt(2);
        assertThatThrownBy(() -> create("a", 1)).isInstanceOf(StoppedException.class);
        assertThatThrownBy(() -> volume.list("")).isInstanceOf(StoppedException.class);
        assertThat(volume.reopen(1).list("")).isNotNull();
    }

    @Test
    void fullDiscTakesNothingButGivesBack() throws IOException {
        create("a", 1).close();
        volume.fullFrom(volume.operations() + 1);
        assertThatThrownBy(() -> create("b", 1)).isInstanceOf(DiscFullException.class);
        volume.delete("a");
        volume.freeSpace();
        create("b", 1).close();
    }

    @Test
    void oneOperationFails() throws IOException {
        volume.failAt(1);
        assertThatThrownBy(() -> create("a", 1)).isInstanceOf(IOException.class);
        create("a", 1).close();
    }

    @Test
    void bitFlipsAreSeen() throws IOException {
        create("a", 10).close();
        volume.flip("a", 17);
        assertThat(volume.bytes("a")[2]).isEqualTo((byte) 2);
    }
}
