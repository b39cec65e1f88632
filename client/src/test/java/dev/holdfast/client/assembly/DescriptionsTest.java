package dev.holdfast.client.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.fixture.Heard;
import dev.holdfast.client.progress.Gaps;
import dev.holdfast.filesystem.capture.SourceDirectory.Description;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Owner;
import dev.holdfast.model.tree.Times;
import dev.holdfast.model.tree.Xattr;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptionsTest {
    private static Description description(int xattrs, int valueLength) {
        List<Xattr> all = new ArrayList<>();
        for (int i = 0; i < xattrs; i++) {
            all.add(
                    new Xattr(
                            Bytes.utf8("user.%06d".formatted(i)),
                            Bytes.copyOf(new byte[valueLength])));
        }
        Timestamp time = new Timestamp(0, 0);
        Times times = new Times(time, time, null);
        Metadata metadata = new Metadata(0, new Owner(0, 0), times, 1, 1, 0, all);
        return new Description(metadata, List.of("one reason"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 1",
        "3, 65536, 3, 1",
        "15, 65536, 15, 1",
        "16, 65536, 15, 2",
        "17, 65536, 15, 2",
        "9000, 65536, 15, 2"
    })
    void moreAttributesThanAnObjectHoldsAreNamed(int count, int length, int kept, int gaps) {
        Heard heard = new Heard();
        Descriptions descriptions =
                new Descriptions(new Gaps(heard), new Owners(null), new Timestamp(100, 0));
        Described taken = descriptions.take(RawPath.of("/x"), description(count, length));
        assertThat(taken.metadata().xattrs()).hasSize(kept);
        assertThat(taken.whole()).isFalse();
        assertThat(heard.unread()).hasSize(gaps);
    }
}
