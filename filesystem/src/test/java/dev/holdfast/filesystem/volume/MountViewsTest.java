package dev.holdfast.filesystem.volume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.platform.mount.MountTable;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountViewsTest {
    private static final String TABLE =
            """
            20 1 8:1 / / rw - ext4 /dev/sda1 rw
            21 20 8:2 / /data rw - ext4 /dev/sdb1 rw
            22 20 8:1 /srv/www /var/www rw - ext4 /dev/sda1 rw
            23 20 8:2 / /again rw - ext4 /dev/sdb1 rw
            24 20 8:2 /in/ner /data/bound rw - ext4 /dev/sdb1 rw
            25 20 8:3 /only /bound rw - ext4 /dev/sdc1 rw
            26 20 8:3 /only/part /part rw - ext4 /dev/sdc1 rw
            27 20 8:3 /onlyish /other rw - ext4 /dev/sdc1 rw
            28 20 8:1 /usr /usr ro - ext4 /dev/sda1 rw
            29 21 8:2 / /data ro - ext4 /dev/sdb1 rw
            30 20 0:40 / /pool rw - btrfs /dev/sdd1 rw
            31 20 0:40 /@home /home rw - btrfs /dev/sdd1 rw
            32 20 0:40 /@home /home2 rw - btrfs /dev/sdd1 rw
            """;

    @ParameterizedTest
    @CsvSource({
        "20,",
        "21,",
        "22, /srv/www",
        "23, /data",
        "24, /data/in/ner",
        "25,",
        "26, /bound/part",
        "27,",
        "28,",
        "29,",
        "30,",
        "31,",
        "32, /home",
        "99,",
    })
    void firstViewOfABoundDirectoryIsWhereItLies(long mount, String expected) throws IOException {
        MountViews views = MountViews.of(MountTable.parse(TABLE.getBytes(UTF_8)));
        assertThat(views.firstView(mount).map(Object::toString).orElse(null)).isEqualTo(expected);
    }
}
