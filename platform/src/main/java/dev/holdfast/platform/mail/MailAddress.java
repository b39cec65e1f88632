package dev.holdfast.platform.mail;

import java.util.regex.Pattern;

/** A plain address such as {@code root@example.org}: nothing that could end a header or a word. */
public record MailAddress(String value) {
    private static final Pattern FORM =
            Pattern.compile(
                    "[A-Za-z0-9][A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{0,63}@[A-Za-z0-9.-]{1,190}");

    /**
     * @throws IllegalArgumentException unless it is an address
     */
    public MailAddress {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not an address such as root@example.org");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
