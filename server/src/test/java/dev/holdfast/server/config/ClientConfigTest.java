package dev.holdfast.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.ClientName;
import dev.holdfast.model.GroupName;
import dev.holdfast.server.rules.Asked;
import dev.holdfast.server.rules.ClientRules;
import dev.holdfast.server.rules.Hours;
import dev.holdfast.server.rules.Network;
import dev.holdfast.server.rules.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientConfigTest {
    private static final ClientConfig USUAL =
            ClientConfig.usual(ServerPolicy.standard(ZoneOffset.UTC));

    @TempDir private Path folder;

    @BeforeEach
    void makeAServer() throws IOException {
        Files.createDirectories(folder.resolve("root"));
        write("server.toml", "root = \"%s\"\n".formatted(folder.resolve("root")));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private InForce inForce() throws IOException {
        return InForce.of(folder.resolve("server.toml"), ZoneOffset.UTC);
    }

    private ClientConfig web1() throws IOException {
        return inForce().client(new ClientName("web1"));
    }

    @Test
    void whatIsNotSaidIsAllowed() throws IOException {
        assertThat(web1()).isEqualTo(USUAL);
        assertThat(USUAL.rules().orElseThrow()).isEqualTo(ClientRules.NONE);
    }

    @Test
    void everythingCanBeSaid() throws IOException {
        write(
                "clients/web1.toml",
                """
                group = "web"
                [access]
                from = ["10.0.0.0/8", "2001:db8::/32"]
                commands = ["backup", "list"]
                hours = "Mon-Fri 22:00-05:30, Sat"
                time-zone = "Europe/Berlin"
                slack = 15
                """);
        ClientConfig config = web1();
        assertThat(config.group()).contains(new GroupName("web"));
        assertThat(config.rules().orElseThrow())
                .isEqualTo(
                        new ClientRules(
                                List.of(
                                        Network.parse("10.0.0.0/8"),
                                        Network.parse("2001:db8::/32")),
                                Set.of(Asked.BACKUP, Asked.LIST),
                                Optional.of(
                                        new Hours(
                                                Window.parseAll("Mon-Fri 22:00-05:30, Sat"),
                                                ZoneId.of("Europe/Berlin"),
                                                Duration.ofMinutes(15)))));
    }

    @Test
    void theClientsOwnWordCountsMoreThanItsGroups() throws IOException {
        write(
                "groups/web.toml",
                """
                [access]
                from = "10.0.0.0/8"
                commands = "backup"
                hours = "22:00-05:30"
                slack = 15
                [admission]
                burst = 9
                growth = 2
                """);
        write(
                "clients/web1.toml",
                """
                group = "web"
                [access]
                commands = ["backup", "restore"]
                hours = ["20:00-05:30", "Sun"]
                [admission]
                burst = 7
                """);
        ClientConfig config = web1();
        assertThat(config.rules().orElseThrow().from())
                .containsExactly(Network.parse("10.0.0.0/8"));
        assertThat(config.rules().orElseThrow().commands())
                .containsExactlyInAnyOrder(Asked.BACKUP, Asked.RESTORE);
        assertThat(config.rules().orElseThrow().hours().orElseThrow())
                .hasToString("20:00-05:30, Sun (Z)")
                .extracting(Hours::slack)
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(config.policy().admission().rhythm().burst()).isEqualTo(7);
        assertThat(config.policy().admission().growth()).isEqualTo(2);
    }

    @Test
    void emptyHoursLiftThoseOfTheGroup() throws IOException {
        write("groups/web.toml", "[access]\nhours = \"22:00-05:30\"\n");
        write("clients/web1.toml", "group = \"web\"\n[access]\nhours = []\n");
        assertThat(web1().rules().orElseThrow()).isEqualTo(ClientRules.NONE);
    }

    @Test
    void groupOfWhichThereIsNoFileIsNamed() throws IOException {
        write("clients/web1.toml", "group = \"wbe\"\n");
        InForce config = inForce();
        assertThat(config.client(new ClientName("web1")).group()).contains(new GroupName("wbe"));
        assertThat(config.complaints())
                .containsExactly(
                        "%s: there is no %s"
                                .formatted(
                                        folder.resolve("clients/web1.toml"),
                                        folder.resolve("groups/wbe.toml")));
    }

    @Test
    void whatTheGroupSaidLastStaysInForce() throws IOException {
        write("clients/web1.toml", "group = \"web\"\n");
        write("groups/web.toml", "[access]\nfrom = \"10.0.0.0/8\"\n");
        ClientRules before = web1().rules().orElseThrow();
        write("groups/web.toml", "[access]\nfrom = \"10.0.0.0/99\"\n");
        InForce config = inForce();
        assertThat(config.client(new ClientName("web1")).rules().orElseThrow()).isEqualTo(before);
        assertThat(config.complaints().getFirst()).startsWith(folder + "/groups/web.toml:2: ");
    }

    @Test
    void whatCannotBeReadAnyMoreStaysInForce() throws IOException {
        write("clients/web1.toml", "[access]\nfrom = \"10.0.0.0/8\"\n");
        ClientRules before = web1().rules().orElseThrow();
        Files.delete(folder.resolve("clients/web1.toml"));
        Files.createDirectory(folder.resolve("clients/web1.toml"));
        InForce config = inForce();
        assertThat(config.client(new ClientName("web1")).rules().orElseThrow()).isEqualTo(before);
        assertThat(config.complaints().getFirst())
                .startsWith("cannot read " + folder.resolve("clients/web1.toml"));
    }

    @Test
    void whoIsMeantByAFileThatNobodyEverUnderstoodMayDoNothing() throws IOException {
        write("clients/web1.toml", "[access]\nform = \"10.0.0.0/8\"\n");
        InForce config = inForce();
        assertThat(config.client(new ClientName("web1")).rules()).isEmpty();
        assertThat(config.complaints())
                .singleElement()
                .asString()
                .startsWith(folder + "/clients/web1.toml:2: unknown key 'form'")
                .endsWith("(it was never understood: until then it keeps out whom it is about)");
        assertThat(config.client(new ClientName("web2")).rules()).contains(ClientRules.NONE);
        write("clients/web1.toml", "[access]\nfrom = \"10.0.0.0/8\"\n");
        assertThat(web1().rules().orElseThrow().from()).hasSize(1);
        write("clients/web1.toml", "[access]\nform = \"10.0.0.0/8\"\n");
        assertThat(web1().rules().orElseThrow().from()).hasSize(1);
    }

    @Test
    void aGroupThatNobodyEverUnderstoodKeepsItsClientsOutWhateverTheirOwnFilesSay()
            throws IOException {
        write("groups/web.toml", "[access]\nfrom = \"10.0.0.0/99\"\n");
        write("clients/web1.toml", "group = \"web\"\n[access]\nfrom = \"10.0.0.0/8\"\n");
        assertThat(web1().rules()).isEmpty();
        assertThat(web1().group()).contains(new GroupName("web"));
        write("groups/web.toml", "[access]\nfrom = \"10.0.0.0/9\"\n");
        assertThat(web1().rules()).isPresent();
    }

    @Test
    void whatWasRememberedAndIsNotUnderstoodAnyMoreCountsAsNeverUnderstood() throws IOException {
        write("root/config/clients/web1.toml", "[access]\nfrom_older_version = 1\n");
        write("clients/web1.toml", "[access]\nform = \"10.0.0.0/8\"\n");
        assertThat(web1().rules()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[acess]                             | 1 | unknown key 'acess'",
                "[access]\\nform = \"10.0.0.0/8\"    | 2 | unknown key 'form'",
                "[access]\\nfrom = 10                | 2 | text in quotes",
                "[access]\\nfrom = [10]              | 2 | texts in quotes",
                "[access]\\nfrom = [\"web.example\"] | 2 | not an address or network",
                "[access]\\nfrom = \"10.1.0.0/8\"    | 2 | bits beyond its prefix",
                "[access]\\ncommands = [\"delete\"]  | 2 | a command is backup, restore or list",
                "[access]\\ncommands = \"connection\"| 2 | a command is backup, restore or list",
                "[access]\\nhours = \"22-5\"         | 2 | not hours",
                "[access]\\nslack = 721              | 2 | within 0 and 720 minutes",
                "[access]\\ntime-zone = \"Berlin\"   | 2 | time zone",
                "group = \"../web\"                  | 1 | not a group name",
                "group = [\"web\"]                   | 1 | text in quotes",
            })
    void whatIsWrongIsNamedWithItsLine(String toml, int line, String says) {
        assertThatThrownBy(() -> USUAL.forClient(toml.replace("\\n", "\n") + "\n", "web1.toml"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("web1.toml:" + line + ": ")
                .hasMessageContaining(says);
    }

    @Test
    void groupIsInNoGroup() {
        assertThatThrownBy(() -> USUAL.forGroup("group = \"all\"\n", "groups/web.toml"))
                .hasMessageStartingWith("groups/web.toml:1: unknown key 'group'");
    }
}
