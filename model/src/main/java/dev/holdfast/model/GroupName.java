package dev.holdfast.model;

/** What people call clients that are treated alike. */
public record GroupName(String value) {
    /**
     * @throws IllegalArgumentException unless it is a {@link Label}
     */
    public GroupName {
        Label.require("group name", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
