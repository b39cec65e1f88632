package dev.holdfast.client.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.selection.Selection.Choice;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
    private static Collection<RawPath> paths(String parted) {
        return Arrays.stream(parted.split(" ")).filter(p -> !p.isEmpty()).map(RawPath::of).toList();
    }

    private static Selection at(Selection top, String path) {
        Selection node = top;
        for (RawName name : RawPath.of(path).names()) {
            node = node.at(name);
        }
        return node;
    }

    @ParameterizedTest(name = "take [{0}], leave [{1}]: {2} is {3}")
    @CsvSource({
        "/, '', /, TAKE",
        "/, '', /a/b, TAKE",
        "/a, '', /, PASS",
        "/a, '', /a, TAKE",
        "/a, '', /a/b/c, TAKE",
        "/a, '', /b, LEAVE",
        "/a, '', /b/a, LEAVE",
        "/a/b, '', /a, PASS",
        "/a/b, '', /a/c, LEAVE",
        "/a /b, '', /b, TAKE",
        "/a/b /a, '', /a, TAKE",
        "/a/b /a, '', /a/c, TAKE",
        "/a /a/b/c, '', /a/b, TAKE",
        "/a /a/b/c, '', /a/b/d, TAKE",
        "/, /a, /a, LEAVE",
        "/, /a, /a/b, LEAVE",
        "/, /a/b, /a, TAKE",
        "/, /a/b, /a/c, TAKE",
        "/ /a/b, /a, /a, PASS",
        "/ /a/b, /a, /a/b, TAKE",
        "/ /a/b, /a, /a/c, LEAVE",
        "/ /a/b, /a /a/b/c, /a/b/c, LEAVE",
        "/ /a/b, /a /a/b/c, /a/b/d, TAKE",
        "/a, /a/b, /a/b, LEAVE",
        "/a, /a/b/c, /a/b, TAKE",
        "/a, /a/b/c, /a/b/d, TAKE",
        "/a, /a/b/c, /a/b/c, LEAVE",
        "/a, /a/b/c/d, /a/b, TAKE",
        "/a/b, /a/b/c/d/e, /a/b/c/d, TAKE",
        "/a/b, /a/b/c/d/e, /a/b/c/d/e, LEAVE",
        "/a/b, /a/b/c/d/e, /a, PASS",
        "/a, /a, /a, TAKE",
        "/, /, /, TAKE",
    })
    void theLongestPathThatLeadsToANameDecides(
            String taken, String left, String path, Choice choice) {
        assertThat(at(Selection.of(paths(taken), paths(left)), path).choice()).isEqualTo(choice);
    }

    @Test
    void theOrderInWhichPathsAreGivenDoesNotMatter() {
        Collection<RawPath> left = paths("/a/b/c /x");
        Selection one = Selection.of(paths("/a /a/b/c/d"), left);
        Selection other = Selection.of(paths("/a/b/c/d /a"), List.copyOf(left).reversed());
        for (String path : List.of("/", "/a", "/a/b", "/a/b/c", "/a/b/c/d", "/a/b/c/e", "/x")) {
            assertThat(at(one, path).choice()).isEqualTo(at(other, path).choice());
        }
    }

    @Test
    void onlyWhatWasAskedForItselfIsNamed() {
        Selection top = Selection.of(paths("/a/b"), List.of());
        assertThat(top.isNamed()).isFalse();
        assertThat(at(top, "/a").isNamed()).isFalse();
        assertThat(at(top, "/a/b").isNamed()).isTrue();
        assertThat(at(top, "/a/b/c").isNamed()).isFalse();
        assertThat(Selection.of(paths("/"), List.of()).isNamed()).isTrue();
    }
}
