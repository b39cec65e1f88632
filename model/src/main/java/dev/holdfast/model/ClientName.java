package dev.holdfast.model;

/** What people call a client: a label, not an identity. */
public record ClientName(String value) {
    /**
     * @throws IllegalArgumentException unless it is a {@link Label}
     */
    public ClientName {
        Label.require("client name", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
