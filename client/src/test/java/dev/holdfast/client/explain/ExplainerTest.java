package dev.holdfast.client.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.client.config.Exclusion;
import dev.holdfast.client.explain.Explanation.Presence;
import dev.holdfast.client.filter.Filter;
import dev.holdfast.client.filter.FilterBuilder;
import dev.holdfast.client.filter.FilterScope.Kind;
import dev.holdfast.client.selection.Choices;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainerTest {
    @TempDir private Path folder;

    @BeforeEach
    void findRealFolder() throws IOException {
        folder = folder.toRealPath();
        Files.createDirectories(folder.resolve("a/b"));
        Files.writeString(folder.resolve("a/b/file"), "content");
    }

    private Choices choices(String... rules) throws IOException {
        Filter filter =
                new FilterBuilder(path -> new byte[0])
                        .filter(
                                Bytes.utf8("/etc/holdfast/filter"),
                                Bytes.utf8(String.join("\n", rules)).toArray())
                        .build();
        List<RawPath> own = List.of(RawPath.of(folder.resolve("own").toString()));
        return new Choices(List.of(RawPath.ROOT), own, filter, Set.of(Exclusion.CACHES));
    }

    /** Everything but the folder of this test, which is written as a dot. */
    private String explain(Choices choices, String path) throws IOException {
        RawPath asked = RawPath.of(path.startsWith("/") ? path : folder + "/" + path);
        Kind kind = path.endsWith("/") ? Kind.DIRECTORY : Kind.OTHER;
        Explanation made = Explainer.explain(choices, asked, kind);
        String rule = made.rule() == null ? "" : made.rule() + " in " + made.rule().origin();
        return "%s%s at %s%s"
                .formatted(
                        made.fate(),
                        made.presence() == Presence.MISSING ? " (missing)" : "",
                        made.at(),
                        (rule + made.why()).isEmpty() ? "" : ": " + rule + made.why())
                .replace(folder.toString(), ".");
    }

    @Test
    void whatNoRuleMeansIsSaved() throws IOException {
        assertThat(explain(choices(), "a/b/file")).isEqualTo("SAVED at ./a/b/file");
        assertThat(explain(choices(), "a")).isEqualTo("SAVED at ./a");
        assertThat(explain(choices(), "/")).isEqualTo("SAVED at /");
    }

    @Test
    void ruleThatDecidesIsNamed() throws IOException {
        assertThat(explain(choices("# mine", "+ file", "- b"), "a/b/file"))
                .isEqualTo("LEFT_OUT at ./a/b: - b in /etc/holdfast/filter:3");
        assertThat(explain(choices("+ file", "- f*"), "a/b/file"))
                .isEqualTo("SAVED at ./a/b/file: + file in /etc/holdfast/filter:1");
        assertThat(explain(choices("- file/"), "a/b/file")).isEqualTo("SAVED at ./a/b/file");
    }

    @Test
    void ruleInADirectoryIsNamedWithItsFile() throws IOException {
        Files.writeString(folder.resolve("a/.rules"), "\n- /b/file\n");
        assertThat(explain(choices(": .rules"), "a/b/file"))
                .isEqualTo("LEFT_OUT at ./a/b/file: - /b/file in ./a/.rules:2");
    }

    @Test
    void whatDoesNotExistIsJudgedByItsName() throws IOException {
        assertThat(explain(choices("- x/"), "a/none/x")).isEqualTo("SAVED (missing) at ./a/none/x");
        assertThat(explain(choices("- x/"), "a/none/x/"))
                .isEqualTo("LEFT_OUT (missing) at ./a/none/x: - x/ in /etc/holdfast/filter:1");
        assertThat(explain(choices("- none"), "a/none/x"))
                .isEqualTo("LEFT_OUT at ./a/none: - none in /etc/holdfast/filter:1");
    }

    @Test
    void whatIsOwnIsNotSaved() throws IOException {
        Files.createDirectories(folder.resolve("own/sub"));
        assertThat(explain(choices(), "own"))
                .isEqualTo("SAVED_EMPTY at ./own: it is Holdfast's own");
        assertThat(explain(choices(), "own/sub/x"))
                .isEqualTo("LEFT_OUT at ./own: it is Holdfast's own");
    }

    @Test
    void mountsThatAreLeftOutAreNamed() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self")));
        assertThat(explain(choices(), "/proc"))
                .isEqualTo("SAVED_EMPTY at /proc: it is a file system of type proc");
        assertThat(explain(choices(), "/proc/self/maps"))
                .isEqualTo("LEFT_OUT at /proc: it is a file system of type proc");
    }

    @Test
    void cachesAndVaultsAreNamed() throws IOException {
        Files.writeString(
                folder.resolve("a/CACHEDIR.TAG"), "Signature: 8a477f597d28d172789f06886806bc55");
        assertThat(explain(choices(), "a"))
                .isEqualTo("SAVED_EMPTY at ./a: it is tagged as a cache");
        assertThat(explain(choices(), "a/b/file"))
                .isEqualTo("LEFT_OUT at ./a: it is tagged as a cache");
        assertThat(explain(choices(), "a/CACHEDIR.TAG")).isEqualTo("SAVED at ./a/CACHEDIR.TAG");
        Files.createDirectories(folder.resolve("v/data"));
        Files.createDirectories(folder.resolve("v/meta"));
        Files.createFile(folder.resolve("v/vault.cbor"));
        assertThat(explain(choices(), "v/data")).isEqualTo("LEFT_OUT at ./v: it is a vault");
    }

    @Test
    void whatWasNotAskedForIsLeftOut() throws IOException {
        Choices asked =
                new Choices(List.of(RawPath.of(folder + "/a")), List.of(), Filter.NONE, Set.of());
        assertThat(explain(asked, "c")).startsWith("LEFT_OUT at ./c: it is not asked for");
        assertThat(explain(asked, "/")).isEqualTo("SAVED at /: on the way to what is asked for");
        assertThat(explain(asked, "a/b")).isEqualTo("SAVED at ./a/b");
    }
}
