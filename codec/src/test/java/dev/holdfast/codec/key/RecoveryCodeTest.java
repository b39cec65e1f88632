package dev.holdfast.codec.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.codec.Vectors;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.VaultId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryCodeTest {
    private static final String CODE = Vectors.text("recovery_code");
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    @Test
    void codeIsThatOfTheDocument() {
        assertThat(RecoveryCode.format(Vectors.root())).isEqualTo(CODE);
    }

    @Test
    void codeGivesTheSecretBack() throws MalformedException {
        assertThat(RecoveryCode.parse(CODE).toArray()).isEqualTo(Vectors.bytes("root_secret"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everySecretComesBack(long seed) throws MalformedException {
        byte[] secret = new byte[RootSecret.SIZE];
        new Random(seed).nextBytes(secret);
        String code = RecoveryCode.format(RootSecret.of(secret));
        assertThat(RecoveryCode.parse(code).toArray()).isEqualTo(secret);
    }

    @Test
    void caseSpacesLineEndsAndDashesDoNotMatter() throws MalformedException {
        String loose =
                " " + CODE.toLowerCase(Locale.ROOT).replace("-", " \r\n").replace("0", " 0") + "\n";
        assertThat(RecoveryCode.parse(loose).toArray()).isEqualTo(Vectors.bytes("root_secret"));
        assertThat(RecoveryCode.parse(CODE.replace("-", "")).toArray())
                .isEqualTo(Vectors.bytes("root_secret"));
    }

    @Test
    void lettersThatLookLikeDigitsAreThoseDigits() throws MalformedException {
        String code = CODE.replace('0', 'O').replaceFirst("1", "I").replaceFirst("1", "l");
        assertThat(code).contains("O", "I", "l");
        assertThat(RecoveryCode.parse(code).toArray()).isEqualTo(Vectors.bytes("root_secret"));
    }

    @Test
    void everyMistypedSymbolIsFoundInItsGroup() {
        for (int at = 0; at < CODE.length(); at++) {
            for (int i = 0; i < ALPHABET.length(); i++) {
                char other = ALPHABET.charAt(i);
                if (CODE.charAt(at) != '-' && CODE.charAt(at) != other) {
                    String wrong = CODE.substring(0, at) + other + CODE.substring(at + 1);
                    requireMistyped(wrong, at / 6);
                }
            }
        }
    }

    @Test
    void everyExchangeOfTwoSymbolsInAGroupIsFound() {
        for (int group = 0; group < 15; group++) {
            for (int i = 0; i < 5; i++) {
                for (int j = i + 1; j < 5; j++) {
                    StringBuilder wrong = new StringBuilder(CODE);
                    char first = wrong.charAt(6 * group + i);
                    wrong.setCharAt(6 * group + i, wrong.charAt(6 * group + j));
                    wrong.setCharAt(6 * group + j, first);
                    if (!wrong.toString().equals(CODE)) {
                        requireMistyped(wrong.toString(), group);
                    }
                }
            }
        }
    }

    @Test
    void everyExchangeOfTwoGroupsIsFound() {
        for (int i = 0; i < 15; i++) {
            for (int j = i + 1; j < 15; j++) {
                List<String> groups = new ArrayList<>(List.of(CODE.split("-")));
                Collections.swap(groups, i, j);
                requireMistyped(String.join("-", groups), i);
            }
        }
    }

    @Test
    void messageNamesTheMistypedGroup() {
        String wrong = CODE.replace(CODE.substring(36, 41), "ABCDE");
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> RecoveryCode.parse(wrong))
                .withMessage("group 7 of 15 is mistyped: ABCDE");
    }

    @Test
    void groupThatIsTooShortOrTooLongIsNamed() {
        requireMistyped(CODE.substring(0, 16) + CODE.substring(17), 3 - 1);
        requireMistyped(CODE.substring(0, 16) + "0" + CODE.substring(16), 3 - 1);
        requireMistyped(CODE.substring(0, CODE.length() - 1), 15 - 1);
    }

    @Test
    void symbolOutsideTheAlphabetIsFound() {
        requireMistyped("U" + CODE.substring(1), 0);
        requireMistyped("é" + CODE.substring(1), 0);
        requireMistyped("\0" + CODE.substring(1), 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "0000M", "holdfast"})
    void codeOfAnotherLengthIsRefused(String code) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> RecoveryCode.parse(code))
                .withMessageMatching("a recovery code has 75 letters and digits, this has \\d+");
    }

    @Test
    void codeWithAnotherFingerprintIsWellFormedAndRefused() {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() ->
                        RecoveryCode.parse(Vectors.text("recovery_code_with_another_fingerprint")))
                .withMessageStartingWith("this is a well-formed code, but its groups do not");
    }

    @Test
    void codeOfAnotherVaultIsRefused() throws MalformedException {
        VaultId vault = Vectors.root().vault();
        assertThat(RecoveryCode.parse(CODE, vault).vault()).isEqualTo(vault);
        VaultId other = VaultId.of(new byte[VaultId.SIZE]);
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> RecoveryCode.parse(CODE, other))
                .withMessage(
                        "this is a well-formed code, but of vault %s and not of %s"
                                .formatted(vault, other));
    }

    private static void requireMistyped(String code, int group) {
        assertThatExceptionOfType(MalformedException.class)
                .as(code)
                .isThrownBy(() -> RecoveryCode.parse(code))
                .withMessageStartingWith("group %d of 15 is mistyped: ".formatted(group + 1));
    }
}
