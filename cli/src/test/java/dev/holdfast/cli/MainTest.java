package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.console.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void versionIsTheOneOfTheBuildAndGoesToStandardOutput() {
        assertThat(run("--version")).isEqualTo(0);
        assertThat(out.toString()).matches("holdfast \\d+\\.\\d+\\.\\d+\\R");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void helpGoesToStandardOutputAndListsEveryExitStatus() {
        assertThat(run("--help")).isEqualTo(0);
        for (ExitCode code : ExitCode.values()) {
            assertThat(out.toString()).contains(" " + code.status() + "   " + code.meaning());
        }
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void unknownOptionIsWrongUsageAndNamesTheHelp() {
        assertThat(run("--colour")).isEqualTo(2);
        assertThat(err.toString()).contains("--colour").contains("see: holdfast --help");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void noCommandAtAllIsWrongUsage() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("see: holdfast --help");
        assertThat(out.toString()).isEmpty();
    }

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    @Test
    void resultsThatNobodyGotAreNoSuccess() {
        PrintWriter full =
                new PrintWriter(
                        new Writer() {
                            @Override
                            public void write(char[] text, int offset, int length)
                                    throws IOException {
                                throw new IOException("no space left on device");
                            }

                            @Override
                            public void flush() {}

                            @Override
                            public void close() {}
                        });
        StringWriter said = new StringWriter();
        assertThat(Main.run(full, new PrintWriter(said), "--version")).isEqualTo(1);
        assertThat(said.toString()).contains("not all of the results could be written");
    }
}
