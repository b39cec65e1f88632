package dev.holdfast.platform.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwapFilesTest {
    private static List<String> parse(String table) {
        return SwapFiles.parse(table.getBytes(StandardCharsets.ISO_8859_1)).stream()
                .map(path -> new String(path, StandardCharsets.ISO_8859_1))
                .toList();
    }

    @Test
    void onlyFilesAreTold() {
        String table =
                """
                Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority
                /dev/sda2                               partition\t999420\t\t0\t\t-2
                /swap.file                              file\t\t4194300\t\t128\t\t-3
                """;
        assertThat(parse(table)).containsExactly("/swap.file");
    }

    @Test
    void blanksInAPathStandAsOctalDigits() {
        assertThat(parse("/a\\040b\\012 file 1 0 -2\n")).containsExactly("/a b\n");
    }

    @Test
    void emptyTableHasNone() {
        assertThat(parse("")).isEmpty();
        assertThat(parse("Filename Type Size Used Priority\n")).isEmpty();
    }

    @Test
    void thisMachineCanBeAsked() throws IOException {
        assertThat(SwapFiles.read()).allMatch(path -> path[0] == '/');
    }
}
