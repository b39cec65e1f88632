package dev.holdfast.codec.key;

import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Printable;
import dev.holdfast.model.VaultId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A root secret as text for paper (docs/format.md, "Recovery code"). */
public final class RecoveryCode {
    /** Crockford's base32: without I, L, O and U. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int GROUP_COUNT = 15;
    private static final int GROUP_LENGTH = 5; // four symbols and their check symbol
    private static final int SECRET_SYMBOLS = 52;
    private static final int FINGERPRINT_SYMBOLS = 8;

    private RecoveryCode() {}

    public static String format(RootSecret root) {
        int[] symbols = new int[SECRET_SYMBOLS + FINGERPRINT_SYMBOLS];
        byte[] secret = root.toArray();
        spread(secret, symbols, 0, SECRET_SYMBOLS);
        Arrays.fill(secret, (byte) 0);
        spread(fingerprint(root.vault()), symbols, SECRET_SYMBOLS, FINGERPRINT_SYMBOLS);
        StringBuilder code = new StringBuilder();
        for (int group = 0; group < GROUP_COUNT; group++) {
            code.append(group == 0 ? "" : "-");
            int[] four = Arrays.copyOfRange(symbols, 4 * group, 4 * group + 4);
            for (int symbol : four) {
                code.append(ALPHABET.charAt(symbol));
            }
            code.append(ALPHABET.charAt(check(group, four)));
        }
        return code.toString();
    }

    /**
     * @throws MalformedException naming the mistyped group, or what else is wrong
     */
    public static RootSecret parse(String code) throws MalformedException {
        List<String> groups = groups(code);
        int[] symbols = new int[SECRET_SYMBOLS + FINGERPRINT_SYMBOLS];
        for (int group = 0; group < GROUP_COUNT; group++) {
            int[] four = symbols(group, groups.get(group));
            System.arraycopy(four, 0, symbols, 4 * group, 4);
        }
        int[] secretSymbols = Arrays.copyOf(symbols, SECRET_SYMBOLS);
        RootSecret root = RootSecret.of(gather(secretSymbols, RootSecret.SIZE));
        int[] expected = new int[FINGERPRINT_SYMBOLS];
        spread(fingerprint(root.vault()), expected, 0, FINGERPRINT_SYMBOLS);
        int[] found = Arrays.copyOfRange(symbols, SECRET_SYMBOLS, symbols.length);
        boolean rest = (secretSymbols[SECRET_SYMBOLS - 1] & 0b1111) != 0;
        if (rest || !Arrays.equals(expected, found)) {
            throw new MalformedException(
                    "this is a well-formed code, but its groups do not belong together:"
                            + " perhaps some are from another code");
        }
        return root;
    }

    /**
     * Reads the code of a vault that is known.
     *
     * @throws MalformedException as {@link #parse(String)}, and if it is another vault's code
     */
    public static RootSecret parse(String code, VaultId expected) throws MalformedException {
        RootSecret root = parse(code);
        if (!root.vault().equals(expected)) {
            throw new MalformedException(
                    "this is a well-formed code, but of vault %s and not of %s"
                            .formatted(root.vault(), expected));
        }
        return root;
    }

    private static List<String> groups(String code) throws MalformedException {
        String dashed = code.toUpperCase(Locale.ROOT).replaceAll("\\s+", "");
        List<String> groups = List.of(dashed.split("-", -1));
        for (int i = 0; groups.size() == GROUP_COUNT && i < GROUP_COUNT; i++) {
            requireLength(i, groups.get(i));
        }
        String symbols = dashed.replace("-", "");
        if (symbols.length() != GROUP_COUNT * GROUP_LENGTH) {
            throw new MalformedException(
                    "a recovery code has %d letters and digits, this has %d"
                            .formatted(GROUP_COUNT * GROUP_LENGTH, symbols.length()));
        }
        List<String> fives = new ArrayList<>();
        for (int at = 0; at < symbols.length(); at += GROUP_LENGTH) {
            fives.add(symbols.substring(at, at + GROUP_LENGTH));
        }
        return fives;
    }

    private static void requireLength(int index, String group) throws MalformedException {
        if (group.length() != GROUP_LENGTH) {
            throw mistyped(index, group);
        }
    }

    /** A group's four symbols, when the fifth agrees with them. */
    private static int[] symbols(int index, String group) throws MalformedException {
        int[] five = new int[GROUP_LENGTH];
        for (int i = 0; i < GROUP_LENGTH; i++) {
            char letter = group.charAt(i);
            five[i] =
                    switch (letter) {
                        case 'O' -> 0;
                        case 'I', 'L' -> 1;
                        default -> ALPHABET.indexOf(letter);
                    };
            if (five[i] < 0) {
                throw mistyped(index, group);
            }
        }
        int[] four = Arrays.copyOf(five, 4);
        if (five[4] != check(index, four)) {
            throw mistyped(index, group);
        }
        return four;
    }

    private static MalformedException mistyped(int index, String group) {
        return new MalformedException(
                "group %d of %d is mistyped: %s"
                        .formatted(index + 1, GROUP_COUNT, Printable.of(group)));
    }

    /** index ⊕ α·s₀ ⊕ α²·s₁ ⊕ α³·s₂ ⊕ α⁴·s₃ over GF(2⁵), by Horner's rule. */
    private static int check(int index, int[] four) {
        int sum = 0;
        for (int i = 3; i >= 0; i--) {
            sum = timesAlpha(sum ^ four[i]);
        }
        return index ^ sum;
    }

    /** Modulo x⁵+x³+1. */
    private static int timesAlpha(int value) {
        int shifted = value << 1;
        return shifted < 32 ? shifted : shifted ^ 0b101001;
    }

    /** Bits to symbols of five, the highest bit first, filled up with zeros. */
    private static void spread(byte[] bytes, int[] symbols, int from, int count) {
        for (int bit = 0; bit < 5 * count; bit++) {
            int value = bit < 8 * bytes.length ? bytes[bit / 8] >> (7 - bit % 8) & 1 : 0;
            symbols[from + bit / 5] |= value << (4 - bit % 5);
        }
    }

    private static byte[] gather(int[] symbols, int length) {
        byte[] bytes = new byte[length];
        for (int bit = 0; bit < 8 * length; bit++) {
            int value = symbols[bit / 5] >> (4 - bit % 5) & 1;
            bytes[bit / 8] |= (byte) (value << (7 - bit % 8));
        }
        return bytes;
    }

    private static byte[] fingerprint(VaultId vault) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update("holdfast fingerprint".getBytes(StandardCharsets.US_ASCII));
            return Arrays.copyOf(sha256.digest(vault.toArray()), FINGERPRINT_SYMBOLS * 5 / 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
