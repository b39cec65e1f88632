package dev.holdfast.client.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.identity.Identity;
import dev.holdfast.client.identity.Machine;
import dev.holdfast.client.identity.StateFolder;
import dev.holdfast.client.setup.Introduction.Trust;
import dev.holdfast.client.setup.Move.Outcome;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientName;
import dev.holdfast.model.Timestamp;
import dev.holdfast.protocol.invite.Invitation;
import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.protocol.ssh.Ed25519Key;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What another host's key changes is shown over a real sshd. */
class MoveTest {
    private static final PublicKeyLine HOST_KEY = Ed25519Key.fromSeed(new byte[32]).publicKey();
    private static final ServerAddress BEFORE =
            new ServerAddress("backup", 2222, "holdfast", List.of(HOST_KEY));
    private static final Invitation INVITATION =
            new Invitation(
                    new ClientName("web1"),
                    Invitation.Rights.FULL,
                    BEFORE,
                    Bytes.copyOf(new byte[32]),
                    new Timestamp(0, 0));

    @TempDir private Path parent;
    private final FakeServer server = new FakeServer(INVITATION);
    private StateFolder state;

    @BeforeEach
    void name() {
        state = new StateFolder(parent.resolve("state"));
    }

    private Identity join() throws IOException {
        Setup.Request request =
                new Setup.Request(
                        state,
                        Optional.of(INVITATION),
                        Optional.empty(),
                        List.of(),
                        Optional.of((_, _) -> {}),
                        way(Optional.empty()));
        return ((Setup.Outcome.Joined) Setup.run(request, contact(), new SecureRandom()))
                .identity();
    }

    private Outcome move(String target) throws IOException {
        return move(target, Optional.empty());
    }

    private Outcome move(String target, Optional<ServerAddress> said) throws IOException {
        Move.Request request =
                new Move.Request(state, target, new Trust.Nobody(), way(said), Map.of());
        return Move.run(request, contact());
    }

    private Contact contact() {
        Bytes machine = Bytes.copyOf(new byte[Machine.HASH_SIZE]);
        return new Contact(server, "test", machine, System::nanoTime, _ -> {});
    }

    /** What client.toml says. */
    private static Setup.Way way(Optional<ServerAddress> said) {
        return new Setup.Way() {
            @Override
            public ServerAddress to(ServerAddress known) {
                return said.orElse(known);
            }

            @Override
            public List<String> sshOptions() {
                return List.of();
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        "new.example, new.example, 2222, holdfast",
        "new.example:22, new.example, 22, holdfast",
        "other@[2001:db8::1]:22, 2001:db8::1, 22, other",
        "2001:db8::1, 2001:db8::1, 2222, holdfast"
    })
    void whatIsNotNamedStaysAsItIs(String target, String host, int port, String user)
            throws IOException {
        Identity before = join();
        ServerAddress after = new ServerAddress(host, port, user, List.of(HOST_KEY));
        Identity moved =
                new Identity(
                        before.client(),
                        before.name(),
                        before.vault(),
                        before.machine(),
                        Optional.of(after));
        assertThat(move(target)).isEqualTo(new Outcome.Moved(moved));
        assertThat(state.identity()).contains(moved);
    }

    @Test
    void aHostThatKnowsTheKeyAsAnotherClientsDidNotTakeTheServersPlace() throws IOException {
        Identity before = join();
        server.takeForAnother();
        assertThat(move("new.example"))
                .isEqualTo(
                        new Outcome.WrongUsage(
                                "new.example knows this machine as another client: it did not take"
                                        + " the server's place"));
        assertThat(state.identity()).contains(before);
    }

    @Test
    void whatClientTomlSaysIsNotOverruled() throws IOException {
        Identity before = join();
        Outcome outcome = move("new.example", Optional.of(BEFORE));
        assertThat(outcome).isInstanceOf(Outcome.WrongUsage.class);
        assertThat(((Outcome.WrongUsage) outcome).sentence()).startsWith("client.toml says");
        assertThat(state.identity()).contains(before);
    }

    @Test
    void aMachineThatIsNoClientHasNoServerToMove() throws IOException {
        assertThat(move("new.example"))
                .isEqualTo(new Outcome.WrongUsage("this machine is no client of a server yet"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-oProxyCommand=x", "a b", "host:0", "host:65536", "u@"})
    void whatIsNoHostIsWrongUsage(String target) throws IOException {
        join();
        assertThat(move(target)).isInstanceOf(Outcome.WrongUsage.class);
    }
}
