package dev.holdfast.cli.rough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.endtoend.ClientHost;
import dev.holdfast.cli.endtoend.ServerHost;
import dev.holdfast.platform.process.CommandResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Behind the right host key answers another program than the server: the client says so, soon. */
@Timeout(120)
class HostileServerTest {
    private static final int FAILED = 1;

    /** Programs in the place of the server, and what the client says of each. */
    private static final List<String> HOSTILE =
            List.of(
                    "true",
                    "echo Welcome to this machine",
                    "yes",
                    "cat /dev/urandom",
                    "printf HOLDFST1; cat /dev/zero",
                    "printf 'HOLDFST1\\177\\377\\377\\377\\060\\0\\0\\0\\1'; cat",
                    "printf 'HOLDFST1\\0\\0\\0\\6\\060\\0\\0\\0\\1\\200'; cat",
                    "printf HOLDFST1; exit 0");

    @TempDir private Path folder;

    @Test
    void whateverAnswersInTheServersPlaceTheClientFailsWithASentence() throws Exception {
        try (ServerHost server = ServerHost.start(folder.resolve("server"))) {
            ClientHost client = ClientHost.in(folder.resolve("client"));
            client.configure("[retry]\nattempts = 0\n");
            client.join(server.invite("web1"));
            Path keys = server.folder().resolve("authorized_keys");
            String lines = Files.readString(keys);
            for (String program : HOSTILE) {
                String escaped = "command=\"%s\"".formatted(program);
                Files.writeString(
                        keys,
                        lines.replaceAll(
                                "command=\"(\\\\.|[^\"])*\"", Matcher.quoteReplacement(escaped)));
                CommandResult result = client.holdfast("list");
                assertThat(result.exitCode()).describedAs(program).isEqualTo(FAILED);
                assertThat(result.errors())
                        .describedAs(program)
                        .isNotEmpty()
                        .allMatch(line -> line.length() < 1_000)
                        .noneMatch(line ->
                                line.contains("fault in the program") || line.startsWith("\tat "));
                assertThat(result.output()).isEmpty();
            }
        }
    }
}
