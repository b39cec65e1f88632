package dev.holdfast.model.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.model.Bytes;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeTest {
    private static final int CHUNK = Extent.Slice.CHUNK_LENGTH_MAX;

    @Test
    void fileIsWholeWhenItsContentIsAsLongAsItself() {
        Content three = new Content.Inline(Bytes.utf8("abc"));
        assertThat(new Node.RegularFile(3, three).isWhole()).isTrue();
        assertThat(new Node.RegularFile(4, three).isWhole()).isFalse();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Node.RegularFile(2, three));
    }

    @Test
    void contentIsAsLongAsItsExtents() {
        Content content =
                new Content.Extents(
                        List.of(new Extent.Hole(5), new Extent.Slice(Samples.A, 9, 6, null)));
        assertThat(content.length()).isEqualTo(11);
        assertThat(new Content.Listed(12, Samples.A).length()).isEqualTo(12);
        assertThat(Content.EMPTY.length()).isZero();
    }

    @Test
    void entryHoldsAtMost64Extents() {
        Extent hole = new Extent.Hole(1);
        assertThat(new Content.Extents(Collections.nCopies(64, hole)).length()).isEqualTo(64);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Content.Extents(Collections.nCopies(65, hole)));
    }

    @Test
    void sliceLiesWithinAChunk() {
        assertThat(new Extent.Slice(Samples.A, 0, CHUNK, null).length()).isEqualTo(CHUNK);
        assertThat(new Extent.Slice(Samples.A, CHUNK - 1, 1, null).length()).isEqualTo(1);
        long[][] impossible = {
            {0, CHUNK + 1},
            {1, CHUNK},
            {CHUNK, 1},
            {-1, 1},
            {0, 0},
            {0, -1},
            {Long.MAX_VALUE, 1},
            {1, Long.MAX_VALUE},
            {Long.MAX_VALUE, Long.MAX_VALUE}
        };
        for (long[] slice : impossible) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> new Extent.Slice(Samples.A, slice[0], slice[1], null));
        }
    }

    @Test
    void targetOfALinkIsWhatLinuxAllows() {
        int longest = Node.SymbolicLink.TARGET_LENGTH_MAX;
        assertThat(new Node.SymbolicLink(Bytes.utf8("a".repeat(longest))).target().length())
                .isEqualTo(4_095);
        for (String target : List.of("", "a\0", "a".repeat(longest + 1))) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> new Node.SymbolicLink(Bytes.utf8(target)));
        }
    }
}
