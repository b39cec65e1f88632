package dev.holdfast.cli.rough;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.cli.endtoend.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/**
 * The program as it was built, started by its own launcher, under a clock that goes ahead of the
 * machine's: a small library answers in the kernel's place, and nothing of the program knows.
 *
 * @param folder a tree of its own, in which only the call of Java differs
 */
record ShiftedProgram(Path folder) {
    private static final String SCRIPT =
            """
            program=$(CDPATH= cd "$TREE/target/program/current" && pwd -P)
            read -r java_home <"$program/java-home"
            cc -O1 -shared -fPIC -o "$HERE/clock.so" "$HERE/clock.c"
            mkdir -p "$HERE/build" "$HERE/target/program/current" "$HERE/java/bin"
            cp "$TREE/holdfast" "$HERE"
            cp "$TREE"/build/*.sh "$HERE/build"
            ln -s "$program"/* "$HERE/target/program/current"
            rm "$HERE/target/program/current/java-home"
            echo "$HERE/java" >"$HERE/target/program/current/java-home"
            cat >"$HERE/java/bin/java" <<END
            #!/bin/sh
            read -r ahead <"$HERE/ahead"
            AHEAD=\\$ahead LD_PRELOAD=$HERE/clock.so exec "$java_home/bin/java" "\\$@"
            END
            chmod +x "$HERE/java/bin/java"
            """;

    /** Makes the tree; skips the test where there is no compiler for the library. */
    static ShiftedProgram in(Path folder) throws IOException {
        Program.assumeBuilt();
        boolean canCompile = Program.run(Map.of(), "sh", "-c", "command -v cc").exitCode() == 0;
        assumeTrue(canCompile, "there is no C compiler");
        Files.createDirectories(folder);
        try (InputStream library = ShiftedProgram.class.getResourceAsStream("shifted-clock.c")) {
            Files.copy(requireNonNull(library), folder.resolve("clock.c"));
        }
        Program.shell("TREE='%s' HERE='%s'\n%s".formatted(Program.tree(), folder, SCRIPT));
        ShiftedProgram program = new ShiftedProgram(folder);
        program.setAhead(Duration.ZERO);
        return program;
    }

    Path launcher() {
        return folder.resolve("holdfast");
    }

    /** For whatever is started from now on it is so much later. */
    void setAhead(Duration ahead) throws IOException {
        Path next = Files.writeString(folder.resolve("ahead.new"), ahead.toSeconds() + "\n");
        Files.move(next, folder.resolve("ahead"), StandardCopyOption.ATOMIC_MOVE);
    }
}
