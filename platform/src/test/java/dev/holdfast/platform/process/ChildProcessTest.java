package dev.holdfast.platform.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildProcessTest {
    private static final CommandResult.Limits SMALL =
            new CommandResult.Limits(1000, Duration.ofSeconds(20));

    @Test
    void whatIsWrittenToCatComesBack() throws IOException {
        try (ChildProcess cat = ChildProcess.start(Command.of("cat"), line -> {})) {
            cat.input().write("hello".getBytes(UTF_8));
            cat.input().close();
            assertThat(cat.output().readAllBytes()).asString(UTF_8).isEqualTo("hello");
            assertThat(cat.waitFor()).isZero();
        }
    }

    @Test
    void errorLinesAreTakenWithoutBlockingTheProgram() throws IOException {
        LastLines lines = new LastLines(2);
        String script = "for i in $(seq 20000); do echo line $i >&2; done; exit 7";
        try (ChildProcess child = ChildProcess.start(shell(script), lines)) {
            assertThat(child.waitFor()).isEqualTo(7);
        }
        assertThat(lines.lines()).containsExactly("line 19999", "line 20000");
    }

    @Test
    void longErrorLineIsCutAndALastLineNeedsNoEnd() throws IOException {
        LastLines lines = new LastLines(10);
        String script = "printf '%9000s\\r\\nend' x >&2";
        try (ChildProcess child = ChildProcess.start(shell(script), lines)) {
            assertThat(child.waitFor()).isZero();
        }
        String cut = " ".repeat(ChildProcess.ERROR_LINE_LENGTH_MAX);
        assertThat(lines.lines()).containsExactly(cut, "end");
    }

    @Test
    void closingStopsARunningProgram() throws IOException {
        ChildProcess sleeper = ChildProcess.start(Command.of("sleep", "1000"), line -> {});
        assertThat(sleeper.waitFor(Duration.ofMillis(1))).isEmpty();
        sleeper.close();
        assertThat(sleeper.isAlive()).isFalse();
        assertThat(sleeper.waitFor()).isEqualTo(128 + 15);
    }

    @Test
    void unknownProgramIsNamed() {
        assertThatThrownBy(() -> ChildProcess.start(Command.of("no-such-program"), line -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot run no-such-program: ");
    }

    @Test
    void commandWithoutProgramIsAMistake() {
        assertThatIllegalArgumentException().isThrownBy(Command::of);
    }

    @Test
    void environmentIsCleanedButForWhatFindsProgramsAndHome() throws IOException {
        Command command = new Command(List.of("env"), Map.of("ADDED", "1"));
        assertThat(
                        command.wholeEnvironment(
                                Map.of("PATH", "/bin", "LD_PRELOAD", "x", "LANG", "de_DE")))
                .isEqualTo(Map.of("PATH", "/bin", "LC_ALL", "C", "ADDED", "1"));
        assertThat(CommandResult.of(command, SMALL).output().lines())
                .contains("ADDED=1", "LC_ALL=C")
                .noneMatch(line -> line.startsWith("JAVA_HOME="));
    }

    @Test
    void aUsersCommandHasTheUsersEnvironment() {
        Map<String, String> own = Map.of("PATH", "/bin", "PGPASSWORD", "x", "LANG", "de_DE");
        assertThat(Command.ofUser(List.of("pg_dump")).wholeEnvironment(own)).isEqualTo(own);
    }

    @Test
    void resultHasExitCodeOutputAndErrors() throws IOException {
        CommandResult result = CommandResult.of(shell("echo out; echo err >&2; exit 3"), SMALL);
        assertThat(result).isEqualTo(new CommandResult(3, "out\n", List.of("err")));
    }

    @Test
    void outputUpToTheLimitIsTakenAndMoreIsRefused() throws IOException {
        assertThat(CommandResult.of(shell("printf %1000s x"), SMALL).output()).hasSize(1000);
        assertThatThrownBy(() -> CommandResult.of(shell("printf %1001s x"), SMALL))
                .hasMessage("sh writes more than 1000 bytes");
    }

    @Test
    void commandThatTakesTooLongIsEnded() {
        CommandResult.Limits brief = new CommandResult.Limits(10, Duration.ofMillis(50));
        assertThatThrownBy(() -> CommandResult.of(Command.of("sleep", "1000"), brief))
                .hasMessage("sleep has not ended within 50 ms");
    }

    private static Command shell(String script) {
        return Command.of("sh", "-c", script);
    }
}
