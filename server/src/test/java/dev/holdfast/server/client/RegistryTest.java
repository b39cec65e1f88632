package dev.holdfast.server.client;

import static dev.holdfast.server.Samples.client;
import static dev.holdfast.server.Samples.fullKey;
import static dev.holdfast.server.Samples.id;
import static dev.holdfast.server.Samples.machine;
import static dev.holdfast.server.Samples.restoreKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.ClientName;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.VaultId;
import dev.holdfast.platform.durable.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {
    @TempDir Path root;
    private Registry registry;

    @BeforeEach
    void open() throws IOException {
        registry = new Registry(Volume.on(root));
    }

    private Path file(int number) {
        return root.resolve("registry/" + id(number) + ".json");
    }

    @Test
    void aNewRegistryIsEmpty() throws IOException {
        assertThat(registry.list().clients()).isEmpty();
        assertThat(registry.find(id(1))).isEmpty();
    }

    @Test
    void aClientIsReadAsItWasWritten() throws IOException {
        Client whole =
                client(1, "web1", fullKey(1), restoreKey(2)).withVault(new VaultId(new UUID(7, 8)));
        registry.write(whole);
        assertThat(registry.find(id(1))).contains(whole);
        Client bare = client(2, "db.example-1");
        registry.write(bare);
        assertThat(registry.list().clients()).containsExactly(bare, whole);
        assertThat(registry.list().find(new ClientName("web1"))).contains(whole);
    }

    @Test
    void noTwoClientsHaveOneName() throws IOException {
        registry.write(client(1, "web1"));
        assertThatThrownBy(() -> registry.write(client(2, "web1")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(id(1).toString());
        assertThat(registry.find(id(2))).isEmpty();
    }

    @Test
    void aDamagedFileIsNamedAndHidesNoOther() throws IOException {
        registry.write(client(1, "web1"));
        registry.write(client(2, "web2"));
        Files.writeString(file(1), "{\"id\":");
        Registry.Listing listing = registry.list();
        assertThat(listing.clients()).extracting(Client::id).containsExactly(id(2));
        assertThat(listing.damaged())
                .singleElement()
                .asString()
                .startsWith("cannot read registry/" + id(1) + ".json: ");
        assertThatThrownBy(() -> registry.find(id(1))).isInstanceOf(MalformedException.class);
    }

    @Test
    void aFileUnderAnotherClientsNameIsDamaged() throws IOException {
        registry.write(client(1, "web1"));
        Files.move(file(1), file(2));
        assertThat(registry.list().clients()).isEmpty();
        assertThat(registry.list().damaged()).singleElement().asString().contains(id(1).toString());
    }

    @Test
    void whatALaterVersionAddedIsNotPassedOver() throws IOException {
        registry.write(client(1, "web1"));
        String text = Files.readString(file(1));
        Files.writeString(file(1), text.replaceFirst("\\{", "{\"share\": 5,"));
        assertThat(registry.list().damaged()).singleElement().asString().contains("share");
    }

    @Test
    void aChangeSeesWhatIsThereAndIsKept() throws IOException {
        registry.write(client(1, "web1"));
        registry.change(id(1), client -> client.withMachine(machine(9)));
        assertThat(registry.find(id(1)).orElseThrow().machine()).contains(machine(9));
    }

    @Test
    void anUnknownClientCannotBeChanged() {
        assertThatThrownBy(() -> registry.change(id(1), client -> client))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(id(1).toString());
    }

    @Test
    void aFullKeyTakesThePlaceOfTheFullKeyBeforeIt() {
        Client client = client(1, "web1", fullKey(1), restoreKey(2));
        assertThat(client.with(fullKey(3)).keys()).containsExactly(restoreKey(2), fullKey(3));
    }

    @Test
    void aRestoreOnlyKeyLeavesTheOthersAsTheyAre() {
        Client client = client(1, "web1", fullKey(1), restoreKey(2));
        assertThat(client.with(restoreKey(3)).keys())
                .containsExactly(fullKey(1), restoreKey(2), restoreKey(3));
    }

    @Test
    void ofTooManyRescuesTheOldestGivesWay() {
        Client client = client(1, "web1", fullKey(100));
        for (int i = 1; i < Client.KEYS_MAX; i++) {
            client = client.with(restoreKey(i));
        }
        assertThat(client.keys()).hasSize(Client.KEYS_MAX);
        Client more = client.with(restoreKey(99));
        assertThat(more.keys())
                .hasSize(Client.KEYS_MAX)
                .contains(fullKey(100), restoreKey(2), restoreKey(99))
                .doesNotContain(restoreKey(1));
        assertThat(more.with(fullKey(101)).keys()).hasSize(Client.KEYS_MAX);
    }
}
