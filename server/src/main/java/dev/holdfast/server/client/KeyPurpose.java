package dev.holdfast.server.client;

/** What a client's key is good for. */
public enum KeyPurpose {
    /** Back up, and read what was backed up. */
    FULL("full"),
    /** Read only: for a rescue, on a machine that is not the client. */
    RESTORE_ONLY("restore-only");

    private final String text;

    KeyPurpose(String text) {
        this.text = text;
    }

    /** Reads what {@link #toString} wrote. */
    public static KeyPurpose parse(String text) {
        for (KeyPurpose purpose : values()) {
            if (purpose.text.equals(text)) {
                return purpose;
            }
        }
        throw new IllegalArgumentException("no key has the purpose '%s'".formatted(text));
    }

    @Override
    public String toString() {
        return text;
    }
}
