package dev.holdfast.client.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTargetTest {
    @ParameterizedTest
    @CsvSource({
        "root@backup, root, backup, 0",
        "root@backup.example.org:2222, root, backup.example.org, 2222",
        "J.Doe@192.0.2.1:1, J.Doe, 192.0.2.1, 1",
        "root@backup:65535, root, backup, 65535",
        "root@[::1], root, ::1, 0",
        "root@[2001:db8::1]:2222, root, 2001:db8::1, 2222",
        "root@::1, root, ::1, 0",
        "root@2001:db8::1, root, 2001:db8::1, 0",
    })
    void aLoginIsReadInAllItsForms(String text, String user, String host, int port) {
        assertThat(LoginTarget.parse(text))
                .contains(
                        new LoginTarget(
                                user,
                                host,
                                port == 0 ? OptionalInt.empty() : OptionalInt.of(port)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "backup",
                "@backup",
                "root@",
                "root@-oProxyCommand=x",
                "-l@backup",
                "root@a b",
                "a@b@c",
                "root@backup:",
                "root@backup:0",
                "root@backup:65536",
                "root@backup:x",
                "root@[::1",
                "root@backup/x",
                "root@backup\n",
                "holdfast-invite-1.AAAA",
            })
    void anythingElseIsNone(String text) {
        assertThat(LoginTarget.parse(text)).isEmpty();
    }
}
