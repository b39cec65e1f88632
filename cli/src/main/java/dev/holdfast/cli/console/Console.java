package dev.holdfast.cli.console;

import dev.holdfast.platform.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;

/** Where the program writes and reads: results to {@code out}, everything else to {@code err}. */
public record Console(PrintWriter out, PrintWriter err, InputStream in) {

    /** Whether a person looks at {@code err}. */
    public boolean watched() {
        return Terminal.ERROR.isTerminal();
    }

    /** Whether a person can answer. */
    public boolean attended() {
        return Terminal.INPUT.isTerminal() && watched();
    }

    /** Says something beside the results. */
    public void say(String sentence) {
        err.println(sentence);
    }

    /** Asks for something that nobody should look at. */
    public String askHidden(String question) throws IOException {
        err.print(question);
        err.flush();
        String line = Terminal.INPUT.readHiddenLine(in);
        err.println();
        return line;
    }

    /** Asks for a line. */
    public String ask(String question) throws IOException {
        err.print(question);
        err.flush();
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.append((char) b);
        }
        return line.toString().strip();
    }
}
