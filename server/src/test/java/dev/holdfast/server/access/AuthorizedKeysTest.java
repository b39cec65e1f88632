package dev.holdfast.server.access;

import static dev.holdfast.server.Samples.id;
import static dev.holdfast.server.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizedKeysTest {
    private static final Owner ONE = Owner.of(id(1));
    private static final Owner TWO = Owner.of(id(2));

    private static AuthorizedKeys parse(String text) {
        return AuthorizedKeys.parse(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(AuthorizedKeys keys) {
        return new String(keys.toArray(), StandardCharsets.ISO_8859_1);
    }

    private static String line(Owner owner, int key) {
        return "restrict,command=\"x\" " + key(key) + " " + owner.tag();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "# a comment\n\n   ssh-rsa AAAA me@home\r\n\tx",
                "\u00ff\u00fe not UTF-8 \u0000\n",
                "# holdfast:client:00000000000000000000000000000001\n",
            })
    void foreignLinesStayByteForByte(String before) {
        assertThat(text(parse(before).with(ONE, List.of()))).startsWith(before);
        assertThat(text(parse(before).with(ONE, List.of(line(ONE, 1))))).startsWith(before);
    }

    @Test
    void linesOfAnOwnerAreReplacedAndOthersStay() {
        AuthorizedKeys before =
                parse("")
                        .with(ONE, List.of(line(ONE, 1), line(ONE, 2)))
                        .with(TWO, List.of(line(TWO, 3)));
        assertThat(before.with(ONE, List.of(line(ONE, 4))).lines())
                .containsExactly(line(TWO, 3) + "\n", line(ONE, 4) + "\n");
        assertThat(before.with(ONE, List.of()).lines()).containsExactly(line(TWO, 3) + "\n");
    }

    @Test
    void aLastLineWithoutEndIsEndedBeforeOurs() {
        assertThat(text(parse("ssh-rsa AAAA").with(ONE, List.of(line(ONE, 1)))))
                .isEqualTo("ssh-rsa AAAA\n" + line(ONE, 1) + "\n");
    }

    @Test
    void aKeyInAForeignLineIsFoundWhateverItsOptions() {
        assertThat(parse("from=\"a b\" " + key(1) + " me\n").foreignHas(key(1))).isTrue();
        assertThat(parse("from=\"a b\" " + key(1) + " me\n").foreignHas(key(2))).isFalse();
    }

    @Test
    void aKeyInACommentOrALineOfOursIsNotForeign() {
        assertThat(parse(" # " + key(1) + "\n").foreignHas(key(1))).isFalse();
        assertThat(parse(line(ONE, 1) + "\n").foreignHas(key(1))).isFalse();
    }
}
