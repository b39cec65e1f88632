package dev.holdfast.client.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.client.filter.Filter;
import dev.holdfast.client.filter.FilterBuilder.Typed;
import dev.holdfast.client.filter.FilterException;
import dev.holdfast.model.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterFilesTest {
    @TempDir private Path folder;
    private Locations locations;

    @BeforeEach
    void findFolders() {
        locations = new Locations(folder, folder.resolve("state"), folder.resolve("cache"));
    }

    private List<String> load() throws IOException {
        Typed typed = new Typed(Typed.Form.PATTERN, Bytes.utf8("typed"));
        Filter filter = FilterFiles.load(locations, List.of(typed), List.of(Bytes.utf8("- built")));
        return filter.recorded().stream()
                .map(rule -> rule.source() + ":" + rule.line() + " " + rule.text())
                .toList();
    }

    @Test
    void bothFilesMayBeAbsent() throws IOException {
        assertThat(load()).containsExactly("command line:0 - typed", "built in:0 - built");
    }

    @Test
    void eachRuleKnowsItsFileAndLine() throws IOException {
        Files.writeString(folder.resolve("filter"), "# mine\n. more\n");
        Files.writeString(folder.resolve("more"), "+ a\n");
        Files.writeString(folder.resolve("excludes"), "\n/srv\n");
        assertThat(load())
                .containsExactly(
                        "command line:0 - typed",
                        folder.resolve("more") + ":1 + a",
                        folder.resolve("excludes") + ":2 - /srv",
                        "built in:0 - built");
    }

    @Test
    void filterThatIsWrongIsRefusedWithItsLine() throws IOException {
        Files.writeString(folder.resolve("filter"), "- a\nwrong\n");
        assertThatThrownBy(this::load)
                .isInstanceOf(FilterException.class)
                .hasMessageStartingWith(folder.resolve("filter") + ":2: unknown rule");
    }

    @Test
    void fileThatARuleNamesMustBeThere() throws IOException {
        Files.writeString(folder.resolve("filter"), ". gone\n");
        assertThatThrownBy(this::load)
                .hasMessageEndingWith("cannot read %s: no such file", folder.resolve("gone"));
    }

    @Test
    void fileIsNotReadWithoutEnd() throws IOException {
        Files.writeString(folder.resolve("filter"), "#".repeat(FilterFiles.LENGTH_MAX));
        assertThat(load()).hasSize(2);
        Files.writeString(folder.resolve("filter"), "#".repeat(FilterFiles.LENGTH_MAX + 1));
        assertThatThrownBy(this::load).hasMessageContaining("longer than");
    }
}
