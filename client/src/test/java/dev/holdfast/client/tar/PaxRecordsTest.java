package dev.holdfast.client.tar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Timestamp;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaxRecordsTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 91, 92, 93, 94, 95, 990, 991, 992, 993, 994})
    void theLengthCountsItsOwnDigits(int valueLength) {
        PaxRecords records = new PaxRecords();
        records.add("key", "v".repeat(valueLength));
        String text = new String(records.toArray(), StandardCharsets.US_ASCII);
        assertThat(text).endsWith(" key=" + "v".repeat(valueLength) + "\n");
        assertThat(text.substring(0, text.indexOf(' '))).isEqualTo("" + text.length());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0.000000001",
        "-1, 250000000, -0.750000000",
        "-1, 0, -1.000000000",
        "4294967297, 0, 4294967297.000000000",
    })
    void timesAreDecimal(long seconds, int nanoseconds, String text) {
        assertThat(TarExport.decimal(new Timestamp(seconds, nanoseconds))).isEqualTo(text);
    }
}
