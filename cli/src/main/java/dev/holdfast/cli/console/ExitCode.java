package dev.holdfast.cli.console;

/** What the program's exit status tells a script. The numbers are promised for ever. */
public enum ExitCode {
    DONE(0, "done"),
    FAILED(1, "failed"),
    USAGE(2, "wrong usage"),
    GAPS(3, "done with gaps: something could not be read"),
    REFUSED(4, "refused by the server"),
    DAMAGED(5, "the vault is damaged or not what it was");

    private final int status;
    private final String meaning;

    ExitCode(int status, String meaning) {
        this.status = status;
        this.meaning = meaning;
    }

    public int status() {
        return status;
    }

    public String meaning() {
        return meaning;
    }
}
