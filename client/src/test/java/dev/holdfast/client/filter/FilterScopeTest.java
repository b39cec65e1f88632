package dev.holdfast.client.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.RawName;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FilterScopeTest {
    @Test
    void fileOfADirectoryHoldsThereAndBelow() throws IOException {
        Rules rules = new Rules().file("/a/.rules", "- x").filter(": .rules");
        assertThat(rules.keeps("/x")).isTrue();
        assertThat(rules.keeps("/a/x")).isFalse();
        assertThat(rules.keeps("/a/b/x")).isFalse();
        assertThat(rules.keeps("/b/x")).isTrue();
        assertThat(rules.decided("/a/b/x")).isEqualTo("- x in /a/.rules:1");
    }

    @Test
    void fileOfTheRootDirectoryHoldsEverywhere() throws IOException {
        Rules rules = new Rules().file("/.rules", "- x").filter("dir-merge /.rules");
        assertThat(rules.keeps("/x")).isFalse();
        assertThat(rules.keeps("/a/x")).isFalse();
    }

    @Test
    void rulesOfADirectoryComeBeforeThoseFromAbove() throws IOException {
        Rules rules = new Rules().file("/a/.rules", "- x", "- y").filter(": .rules");
        rules.file("/a/b/.rules", "+ x");
        assertThat(rules.keeps("/a/b/x")).isTrue();
        assertThat(rules.keeps("/a/b/y")).isFalse();
        assertThat(rules.keeps("/a/x")).isFalse();
    }

    @Test
    void rulesOfADirectoryStandInThePlaceOfTheirMention() throws IOException {
        Rules rules = new Rules().file("/a/.rules", "- x", "+ y");
        rules.filter("+ x", ": .rules", "- y");
        assertThat(rules.keeps("/a/x")).isTrue();
        assertThat(rules.keeps("/a/y")).isTrue();
        assertThat(rules.keeps("/y")).isFalse();
    }

    @Test
    void rulesThatAreNotInheritedHoldOnlyThere() throws IOException {
        Rules rules = new Rules().file("/a/.rules", "- x").filter(":n .rules");
        assertThat(rules.keeps("/a/x")).isFalse();
        assertThat(rules.keeps("/a/b/x")).isTrue();
    }

    @Test
    void anchoredRuleOfADirectoryIsAnchoredThere() throws IOException {
        Rules rules = new Rules().file("/a/.rules", "- /x", "-/ /a/y", "- /z/*").filter(": .rules");
        assertThat(rules.keeps("/a/x")).isFalse();
        assertThat(rules.keeps("/a/b/x")).isTrue();
        assertThat(rules.keeps("/x")).isTrue();
        assertThat(rules.keeps("/a/y")).isFalse();
        assertThat(rules.keeps("/a/b/y")).isTrue();
        assertThat(rules.keeps("/a/z/1")).isFalse();
        assertThat(rules.keeps("/a/z/1/2")).isTrue();
    }

    @Test
    void wildcardsInTheNameOfADirectoryAreNoneForItsRules() throws IOException {
        Rules rules = new Rules().file("/a[b]/.rules", "- /x").filter(": .rules");
        assertThat(rules.keeps("/a[b]/x")).isFalse();
        assertThat(rules.keeps("/ab/x")).isTrue();
    }

    @Test
    void clearingInADirectoryForgetsTheRulesFromAboveOfThatNameOnly() throws IOException {
        Rules rules = new Rules().file("/.rules", "- x").file("/a/.rules", "- z", "!", "- y");
        rules.filter("- w", ": .rules");
        assertThat(rules.keeps("/x")).isFalse();
        assertThat(rules.keeps("/a/x")).isTrue();
        assertThat(rules.keeps("/a/z")).isTrue();
        assertThat(rules.keeps("/a/y")).isFalse();
        assertThat(rules.keeps("/a/b/x")).isTrue();
        assertThat(rules.keeps("/a/w")).isFalse();
        assertThat(rules.keeps("/b/x")).isFalse();
    }

    @Test
    void modifiersSayHowTheFilesAreRead() throws IOException {
        Rules rules = new Rules().file("/a/.x", "p q", "r");
        assertThat(rules.filter(":- .x").keeps("/a/p q")).isFalse();
        assertThat(rules.filter(":w- .x").keeps("/a/q")).isFalse();
        assertThat(rules.filter(":+ .x", "- *").keeps("/a/r")).isTrue();
        assertThat(rules.filter(":e- .x").keeps("/a/.x")).isFalse();
        assertThat(rules.filter(":- .x").keeps("/a/.x")).isTrue();
        rules.file("/a/.cvsignore", "p !\n q");
        assertThat(rules.filter(":C").keeps("/a/p")).isTrue();
        assertThat(rules.filter(":C").keeps("/a/q")).isFalse();
        assertThat(rules.filter(":C").keeps("/a/b/q")).isTrue();
    }

    @Test
    void fileOfADirectoryMayNameAnother() throws IOException {
        Rules rules = new Rules().file("/a/.rules", "- x", ": .more", "+ y").filter(": .rules");
        rules.file("/a/.more", "- y").file("/a/b/.more", "- z", "+ x").file("/b/.more", "- y");
        assertThat(rules.keeps("/a/y")).isFalse();
        assertThat(rules.keeps("/a/b/y")).isFalse();
        assertThat(rules.keeps("/a/b/z")).isFalse();
        assertThat(rules.keeps("/a/b/x")).isFalse();
        assertThat(rules.keeps("/b/y")).isTrue();
    }

    @Test
    void nameThatIsMentionedTwiceCountsWhereItIsFirst() throws IOException {
        Rules rules = new Rules().file("/.rules", "- x").filter(": .rules", "+ x", ":n .rules");
        assertThat(rules.keeps("/x")).isFalse();
        assertThat(rules.texts()).containsExactly(": .rules", "+ x");
    }

    @Test
    void fileThatCannotBeUsedIsNamedAndDropsNothing() throws IOException {
        Rules rules = new Rules().file("/.rules", "- w").filter(": .rules");
        for (String wrong : new String[] {"wrong", ". /etc/shadow", "P x", "- \0"}) {
            rules.file("/a/.rules", "- x", wrong);
            assertThat(rules.keeps("/a/x")).isTrue();
            assertThat(rules.keeps("/a/w")).isFalse();
            assertThat(rules.in("/a").problems())
                    .singleElement()
                    .asString()
                    .startsWith("its rules are not applied: /a/.rules:2: ");
            assertThat(rules.in("/a/b").problems()).isEmpty();
        }
    }

    @Test
    void fileThatCannotBeReadIsNamed() throws IOException {
        FilterScope scope =
                Rules.of(": .rules")
                        .filter()
                        .top(file -> {
                            throw new IOException("cannot read " + file);
                        });
        assertThat(scope.problems())
                .containsExactly("its rules are not applied: cannot read .rules");
    }

    @Test
    void fileThatIsTooLongIsNamed() throws IOException {
        int most = FilterScope.Files.LENGTH_MAX;
        Rules rules = new Rules().file("/a/.rules", "- x\n#" + "-".repeat(most - 5));
        assertThat(rules.filter(": .rules").keeps("/a/x")).isFalse();
        rules.file("/a/.rules", "- x\n#" + "-".repeat(most - 4));
        assertThat(rules.keeps("/a/x")).isTrue();
        assertThat(rules.in("/a").problems()).hasSize(1);
    }

    @Test
    void rulesThatPileUpAreNotApplied() throws IOException {
        Rules rules = new Rules().filter(": .rules");
        rules.file("/a/.rules", "- a\n".repeat(6000));
        rules.file("/a/b/.rules", "- b\n".repeat(4001));
        assertThat(rules.in("/a").problems()).isEmpty();
        assertThat(rules.in("/a/b").problems()).hasSize(1);
        assertThat(rules.keeps("/a/b/b")).isTrue();
        assertThat(rules.keeps("/a/b/a")).isFalse();
    }

    @Test
    void onlyWhatIsDroppedAsFileAndAsDirectoryNeedsNoLook() throws IOException {
        FilterScope scope = Rules.of("+ d/", "- a", "- b/", "- d").in("/");
        assertThat(scope.dropsAnyKind(RawName.of("a"))).isTrue();
        assertThat(scope.dropsAnyKind(RawName.of("b"))).isFalse();
        assertThat(scope.dropsAnyKind(RawName.of("c"))).isFalse();
        assertThat(scope.dropsAnyKind(RawName.of("d"))).isFalse();
    }
}
