package dev.holdfast.model.finding;

/** What came of one check of an installation. */
public sealed interface Finding {
    /** What was looked at, in a word or two. */
    String check();

    /** What was found. */
    String sentence();

    /** As it should be. */
    record Well(String check, String sentence) implements Finding {}

    /**
     * Nothing fails, but somebody should know.
     *
     * @param remedy what to do
     */
    record Warning(String check, String sentence, String remedy) implements Finding {}

    /**
     * Backups are not made, not kept or not safe while it is so.
     *
     * @param remedy what to do
     */
    record Problem(String check, String sentence, String remedy) implements Finding {}
}
