package dev.holdfast.client.filter;

import static dev.holdfast.client.filter.Rules.EXCLUDES;
import static dev.holdfast.client.filter.Rules.FILTER;
import static dev.holdfast.client.filter.Rules.bytes;
import static dev.holdfast.client.filter.Rules.exclude;
import static dev.holdfast.client.filter.Rules.rule;
import static dev.holdfast.client.filter.Rules.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.client.filter.FilterBuilder.Typed;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.tree.Root;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterBuilderTest {
    private static List<String> all(List<Typed> typed, String filter, String excludes)
            throws IOException {
        Rules rules = new Rules();
        Filter made =
                rules.builder()
                        .commandLine(typed)
                        .filter(FILTER, bytes(filter))
                        .excludes(EXCLUDES, bytes(excludes))
                        .builtIn(List.of(string("- /proc/*")))
                        .build();
        return rules.with(made).texts();
    }

    @Test
    void whatWasTypedComesFirstAndWhatIsBuiltInLast() throws IOException {
        assertThat(all(List.of(exclude("t"), rule("+ u")), "- f", "e"))
                .containsExactly("- t", "+ u", "- f", "- e", "- /proc/*");
    }

    @Test
    void filterThatBeginsWithAnExclamationMarkResetsEverything() throws IOException {
        assertThat(all(List.of(exclude("t")), "# all new\n!\n- f", "e")).containsExactly("- f");
        assertThat(all(List.of(exclude("t")), "clear", "e")).isEmpty();
    }

    @Test
    void exclamationMarkWithinTheFilterForgetsOnlyWhatIsBeforeIt() throws IOException {
        assertThat(all(List.of(exclude("t")), "- f\n!\n- g", "e"))
                .containsExactly("- g", "- e", "- /proc/*");
    }

    @Test
    void exclamationMarkTypedFirstResetsFilesAndWhatIsBuiltIn() throws IOException {
        assertThat(all(List.of(rule("!"), exclude("t")), "- f", "e")).containsExactly("- t");
        assertThat(all(List.of(exclude("t"), rule("!")), "- f", "e"))
                .containsExactly("- f", "- e", "- /proc/*");
    }

    @Test
    void typedPatternIsNothingButAPattern() throws IOException {
        assertThat(all(List.of(exclude("!"), exclude("+ x")), "", "")).startsWith("- !", "- + x");
    }

    @Test
    void fileOfExcludesHasAPatternALine() throws IOException {
        assertThat(all(List.of(), "", "# c\n\n/srv/big\n*.iso\n[+] x\n-x\n"))
                .containsExactly("- /srv/big", "- *.iso", "- [+] x", "- -x", "- /proc/*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- x", "+ x", "!"})
    void ruleAmongTheExcludesIsRefused(String line) {
        assertThatExceptionOfType(FilterException.class)
                .isThrownBy(() -> all(List.of(), "", "a\n" + line))
                .withMessageStartingWith("/etc/holdfast/excludes:2: a rule");
    }

    @Test
    void wrongRuleOnTheCommandLineIsNamedAsSuch() {
        assertThatExceptionOfType(FilterException.class)
                .isThrownBy(() -> all(List.of(rule("wrong")), "", ""))
                .withMessageStartingWith("command line: unknown rule");
        assertThatExceptionOfType(FilterException.class)
                .isThrownBy(() -> all(List.of(rule("")), "", ""));
    }

    @Test
    void mergedFileComesInThePlaceOfItsRule() throws IOException {
        Rules rules = new Rules().file("/etc/holdfast/more", "- b", "merge /other");
        rules.file("/other", "- c");
        assertThat(rules.filter("- a", ". more", "- d").texts())
                .containsExactly("- a", "- b", "- c", "- d");
        assertThat(rules.filter().recorded().get(1).source()).isEqualTo("/etc/holdfast/more");
        assertThat(rules.filter().recorded().get(2).source()).isEqualTo("/other");
        assertThat(rules.filter().recorded().get(2).line()).isEqualTo(1);
    }

    @Test
    void modifiersOfAMergedFileHoldForItsRules() throws IOException {
        Rules rules = new Rules().file("/m", "a", "! b", "+ c");
        assertThat(rules.filter(".- /m").texts()).containsExactly("- a", "- ! b", "- + c");
        assertThat(rules.filter(".+ /m").texts()).containsExactly("+ a", "+ ! b", "+ + c");
        assertThat(rules.filter("merge,-/p /m").texts())
                .containsExactly("-/p a", "-/p ! b", "-/p + c");
        rules.file("/m", "a b\n # c", "!", "d e");
        assertThat(rules.filter(".w- /m").texts())
                .containsExactly("- a", "- b", "- #", "- c", "- !", "- d", "- e");
        assertThat(rules.filter(".C /m").texts()).containsExactly("- d", "- e");
        assertThat(rules.filter(".e- /m").texts()).startsWith("- m", "- a b");
    }

    @Test
    void prefixesStandBesideTheirPatternsInAFileOfWords() throws IOException {
        Rules rules = new Rules().file("/m", "- foo + bar", "! -_x exclude,/ y");
        assertThat(rules.filter(".w /m").texts()).containsExactly("- x", "-/ y");
        rules.file("/m", "- foo + bar -_x");
        assertThat(rules.filter(".w /m").texts()).containsExactly("- foo", "+ bar", "- x");
    }

    @Test
    void fileWhoseRuleSaysItsSideHasNoRulesThatDo() throws IOException {
        Rules rules = new Rules().file("/m", "- a");
        assertThat(rules.filter(".s /m").texts()).containsExactly("- a");
        rules.file("/m", "H a");
        assertThatExceptionOfType(FilterException.class)
                .isThrownBy(() -> rules.filter(".s /m"))
                .withMessageStartingWith("/m:1: a rule that says its side");
    }

    @Test
    void filesThatMergeOneAnotherForEverAreRefused() {
        Rules rules = new Rules().file("/a", ". /b").file("/b", ". /a");
        assertThatExceptionOfType(FilterException.class)
                .isThrownBy(() -> rules.filter(". /a"))
                .withMessageContaining("too deep");
    }

    @Test
    void thereAreNotManyMoreRulesThanPeopleWrite() throws IOException {
        String most = "- a\n".repeat(RuleCollector.RULES_MAX);
        assertThat(Rules.of(most).texts()).hasSize(RuleCollector.RULES_MAX);
        assertThatExceptionOfType(FilterException.class)
                .isThrownBy(() -> Rules.of(most + "- b"))
                .withMessageContaining("filter:10001: more than 10000 rules");
        String wide = ("- " + "a".repeat(4000) + "\n").repeat(300);
        assertThatExceptionOfType(FilterException.class)
                .isThrownBy(() -> Rules.of(wide))
                .withMessageContaining("bytes of rules");
    }

    @Test
    void whatIsRecordedReadsBackAsWhatItWas() throws IOException {
        Rules rules = new Rules().file("/m", "x y");
        rules.filter(
                "-! *.o",
                "+/p /a b/",
                "hide  c",
                ":n- .a",
                ":+w .b",
                ":C",
                ":/ps .c",
                ".-/ /m",
                ":e .d",
                "- \u00ff");
        Filter again = Filter.of(rules.filter().recorded());
        assertThat(again.recorded()).isEqualTo(rules.filter().recorded());
        assertThat(rules.texts())
                .containsExactly(
                        "-! *.o",
                        "+/p /a b/",
                        "-  c",
                        ":-n .a",
                        ":+w .b",
                        ":C .cvsignore",
                        ":/ps .c",
                        "-/ x y",
                        "- .d",
                        ": .d",
                        "- \\xff");
    }

    @Test
    void whatIsNoRuleOfASnapshotIsRefused() {
        for (String text : List.of("!", ". /etc/passwd", "what")) {
            var recorded = List.of(new Root.Rule("a", 1, Bytes.utf8(text)));
            assertThatExceptionOfType(FilterException.class).isThrownBy(() -> Filter.of(recorded));
        }
    }
}
