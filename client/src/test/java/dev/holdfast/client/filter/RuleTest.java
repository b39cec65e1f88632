package dev.holdfast.client.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTest {
    @ParameterizedTest(name = "{0} drops {1}: {2}")
    @CsvSource({
        "foo, /foo, true",
        "foo, /a/foo, true",
        "foo, /foo/, true",
        "foo, /food, false",
        "foo, /a/xfoo, false",
        "/foo, /foo, true",
        "/foo, /a/foo, false",
        "foo/, /foo/, true",
        "foo/, /foo, false",
        "/foo/, /a/foo/, false",
        "a/foo, /a/foo, true",
        "a/foo, /b/a/foo, true",
        "a/foo, /ba/foo, false",
        "a/foo, /foo, false",
        "/a/foo, /a/foo, true",
        "/a/foo, /b/a/foo, false",
        "*.o, /a/b.o, true",
        "*.o, /a/b.c, false",
        "/*.o, /b.o, true",
        "/*.o, /a/b.o, false",
        "a/*.o, /x/a/b.o, true",
        "a/*.o, /a/x/b.o, false",
        "a*/b, /x/ac/b, true",
        "*/b, /b, false",
        "*/b, /a/b, true",
        "**/b, /b, true",
        "**/b, /a/c/b, true",
        "**b, /a/cb, true",
        "a/**, /a/, false",
        "a/**, /x/a/b, true",
        "a/**/b, /a/b, false",
        "a/**/b, /x/a/c/b, true",
        "a**, /ab/c, true",
        "a**c, /x/ab/c, true",
        "a/***, /a/, true",
        "a/***, /a, false",
        "a/***, /x/a/b/c, true",
        "/a/***, /x/a/, false",
        "/, /a, false",
        "/*, /a, true",
        "/*, /a/b, false",
        "a?c, /a/a/c, false",
        "[ab], /b, true",
        "a\\b, /a\\b, true",
        "a\\*, /a*, true",
        "a\\*, /a\\b, false",
        "a\\b*, /ab, true",
        "[, /[, false",
        "a//b, /a/b, false",
        "foo//, /foo/, false",
    })
    void patternMeansPathsAsRsyncHasIt(String pattern, String path, boolean dropped)
            throws IOException {
        assertThat(Rules.of("- " + pattern).keeps(path)).isNotEqualTo(dropped);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- x",
                "-_x",
                "-, x",
                "exclude x",
                "exclude_x",
                "exclude, x",
                "-s x",
                "-sr x",
                "exclude,s x",
                "H x",
                "hide x",
                "hide,p x",
                "-p x",
                "-/ x",
            })
    void excludeMayBeWrittenInManyWays(String rule) throws IOException {
        assertThat(Rules.of(rule).keeps("/a/x")).isFalse();
        assertThat(Rules.of(rule).keeps("/a/y")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+ x",
                "+_x",
                "+, x",
                "include x",
                "include_x",
                "include,/ x",
                "S x",
                "show x",
                "+s x",
                "+! y",
                "+,! y",
            })
    void includeMayBeWrittenInManyWays(String rule) throws IOException {
        assertThat(Rules.of(rule, "- *").keeps("/x")).isTrue();
        assertThat(Rules.of(rule, "- *").keeps("/y")).isFalse();
    }

    @Test
    void onlyOneBlankIsBetweenPrefixAndPattern() throws IOException {
        assertThat(Rules.of("-  x").keeps("/x")).isTrue();
        assertThat(Rules.of("-  x").keeps("/ x")).isFalse();
        assertThat(Rules.of("- x ").keeps("/x")).isTrue();
        assertThat(Rules.of("-__x").keeps("/_x")).isFalse();
    }

    @Test
    void negatedRuleMeansWhatThePatternDoesNot() throws IOException {
        Rules rules = Rules.of("-! */");
        assertThat(rules.keeps("/a/")).isTrue();
        assertThat(rules.keeps("/a")).isFalse();
    }

    @Test
    void firstRuleThatMeansAPathDecides() throws IOException {
        Rules rules = Rules.of("+ a.o", "- *.o", "+ b.o");
        assertThat(rules.keeps("/a.o")).isTrue();
        assertThat(rules.keeps("/b.o")).isFalse();
        assertThat(rules.keeps("/c")).isTrue();
    }

    @Test
    void namesAreBytes() throws IOException {
        assertThat(Rules.of("- caf\u00e9").keeps("/caf\u00e9")).isFalse();
        assertThat(Rules.of("- caf\u00c3\u00a9").keeps("/caf\u00e9")).isTrue();
        assertThat(Rules.of("- a?b").keeps("/a\nb")).isFalse();
    }

    @Test
    void commentsAndEmptyLinesAreNoRules() throws IOException {
        Rules rules = Rules.of("# - a", "; - b", "", "- c\r", "- #d");
        assertThat(rules.texts()).containsExactly("- c", "- #d");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "x|unknown rule",
                "' - x'|unknown rule",
                "excluded x|unknown rule",
                "*.o|unknown rule",
                "-|without a pattern",
                "'- '|without a pattern",
                "+|without a pattern",
                "exclude|without a pattern",
                "-x|extended attributes",
                "-x foo|extended attributes",
                "-f foo|modifier 'f' cannot stand here",
                "-e foo|modifier 'e' cannot stand here",
                "-- foo|modifier '-' cannot stand here",
                "-foo|modifier 'f' cannot stand here",
                "-\tfoo|modifier '\\t' cannot stand here",
                "include\tfoo|modifier '\\t' cannot stand here",
                "P x|receiving side",
                "protect x|receiving side",
                "R x|receiving side",
                "risk x|receiving side",
                "-r x|receiving side",
                "exclude,r x|receiving side",
                ":r .rules|receiving side",
                "Hs x|modifier 's' cannot stand here",
                "show,r x|modifier 'r' cannot stand here",
                "-C|rules of CVS",
                "!x|something follows",
                "'! '|something follows",
                "clear x|something follows",
                ".! file|modifier '!' cannot stand here",
                ":-+ .rules|modifier '+' cannot stand here",
                ":-C .rules|modifier 'C' cannot stand here",
                ":|without a file name",
                ":n|without a file name",
                ": a/b|without a folder",
                ": /|without a folder",
                ": ..|without a folder",
                ".|without a file name",
                ". -|standard input",
                ". gone|cannot read /etc/holdfast/gone: no such file",
            })
    void ruleThatCannotBeMeantIsRefusedWithItsPlace(String rule, String reason) {
        assertThatExceptionOfType(FilterException.class)
                .isThrownBy(() -> Rules.of("# first", "", rule))
                .withMessageStartingWith("/etc/holdfast/filter:3: ")
                .withMessageContaining(reason);
    }

    @Test
    void ruleWithANulIsRefused() {
        assertThatExceptionOfType(FilterException.class)
                .isThrownBy(() -> Rules.of("- a\0b"))
                .withMessageContaining("NUL");
    }

    @Test
    void patternIsNoLongerThanAPath() throws IOException {
        String longest = "a".repeat(4095);
        assertThat(Rules.of("- " + longest).texts()).hasSize(1);
        assertThatExceptionOfType(FilterException.class)
                .isThrownBy(() -> Rules.of("- a" + longest))
                .withMessageContaining("4095");
    }

    @Test
    void verdictNamesTheRuleAndItsPlace() throws IOException {
        assertThat(Rules.of("", "hide,p *.o").decided("/a.o"))
                .isEqualTo("-p *.o in /etc/holdfast/filter:2");
        assertThat(Rules.of("- *.o").decided("/a.c")).isEmpty();
    }

    @Test
    void linesAreCountedWhateverEndsThem() {
        for (String end : new String[] {"\n", "\r", "\r\n"}) {
            assertThatExceptionOfType(FilterException.class)
                    .isThrownBy(() -> Rules.of("- a" + end + end + "wrong"))
                    .withMessageContaining("filter:3:");
        }
    }
}
