package dev.holdfast.client.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.RawPath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuiltInRulesTest {
    private static List<RawPath> paths(String... paths) {
        return Arrays.stream(paths).map(RawPath::of).toList();
    }

    private static List<String> rules(List<RawPath> asked, List<RawPath> swapFiles) {
        return BuiltInRules.of(asked, swapFiles).stream()
                .map(rule -> new String(rule.toArray(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void wholeMachineIsSavedWithoutWhatIsMadeUpOrOnlyForAMoment() {
        assertThat(rules(paths("/"), List.of()))
                .containsExactly(
                        "- /dev/*",
                        "- /proc/*",
                        "- /run/*",
                        "- /sys/*",
                        "- /tmp/*",
                        "- /var/tmp/*",
                        "- /var/cache/apt/archives/*",
                        "- /var/backups/localhost/*",
                        "- /swap.file");
    }

    @Test
    void whoAsksForATemporaryFileByNameGetsIt() {
        assertThat(rules(paths("/tmp"), List.of()))
                .contains("- /var/tmp/*")
                .doesNotContain("- /tmp/*");
        assertThat(rules(paths("/", "/tmp/a/b"), List.of())).doesNotContain("- /tmp/*");
        assertThat(rules(paths("/var"), List.of())).contains("- /var/tmp/*");
        assertThat(rules(paths("/tmpfiles"), List.of())).contains("- /tmp/*");
        assertThat(rules(paths("/swap.file"), List.of())).doesNotContain("- /swap.file");
    }

    @Test
    void swapFilesAreMeantByTheirVeryNames() {
        assertThat(rules(paths("/"), paths("/swap.file", "/a*\\b", "/c\\d")))
                .endsWith("- /swap.file", "- /a\\*\\\\b", "- /c\\d");
    }
}
