package dev.holdfast.client.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";

    @TempDir private Path root;

    @Test
    void theHashIsOfTheMachineIdAndDoesNotShowIt() throws Exception {
        write("etc/machine-id", ID + "\n");
        Bytes hash = Machine.hash(root);
        assertThat(Machine.hasId(root)).isTrue();
        assertThat(hash.length()).isEqualTo(Machine.HASH_SIZE);
        assertThat(hash.hex())
                .isEqualTo("feacdc6729c2541c404046fd1ba19f405edcf8790f73334d25647d516fe1b7f9")
                .doesNotContain(ID);
        write("proc/sys/kernel/hostname", "renamed\n");
        assertThat(Machine.hash(root)).isEqualTo(hash);
        write("etc/machine-id", ID.replace('0', '1') + "\n");
        assertThat(Machine.hash(root)).isNotEqualTo(hash);
    }

    @ParameterizedTest
    @CsvSource({"''", "uninitialized"})
    void aMachineWithoutIdIsKnownByItsHostName(String id) throws Exception {
        write("etc/machine-id", id + "\n");
        write("proc/sys/kernel/hostname", "web1\n");
        Bytes hash = Machine.hash(root);
        assertThat(Machine.hasId(root)).isFalse();
        Files.delete(root.resolve("etc/machine-id"));
        assertThat(Machine.hash(root)).isEqualTo(hash);
        write("proc/sys/kernel/hostname", "web2\n");
        assertThat(Machine.hash(root)).isNotEqualTo(hash);
    }

    @ParameterizedTest
    @CsvSource({
        "web1, web1",
        "Web1.example.org, web1",
        "my_host, my-host",
        "-x, x",
        "'', client",
        ".example.org, client",
    })
    void theNameIsTheFirstPartOfTheHostNameAsFarAsItMayBeOne(String host, String name)
            throws Exception {
        write("proc/sys/kernel/hostname", host + "\n");
        assertThat(Machine.name(root)).hasToString(name);
    }

    @Test
    void aLongHostNameIsCut() throws Exception {
        write("proc/sys/kernel/hostname", "a".repeat(64));
        assertThat(Machine.name(root)).hasToString("a".repeat(63));
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
