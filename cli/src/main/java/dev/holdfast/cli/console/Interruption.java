package dev.holdfast.cli.console;

/**
 * Has a last word when a signal (SIGINT, SIGTERM, SIGHUP) ends the process in the middle of
 * something. The exit status is then 128 and the signal's number.
 */
public final class Interruption implements AutoCloseable {
    private final Thread hook;

    private Interruption(Runnable lastWord) {
        this.hook = new Thread(lastWord, "interruption");
    }

    /**
     * Until it is closed.
     *
     * @param lastWord is said by a thread of its own while all others go on, and must be quick
     */
    public static Interruption before(Runnable lastWord) {
        Interruption interruption = new Interruption(lastWord);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The last word is being said.
        }
    }
}
