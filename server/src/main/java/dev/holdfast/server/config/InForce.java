package dev.holdfast.server.config;

import dev.holdfast.model.ClientName;
import dev.holdfast.model.GroupName;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.slots.Slots;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The configuration that a running server goes by. What was last understood is kept in the server's
 * folder, {@code config/}, and stays in force when somebody writes what nobody understands. Of a
 * client's file that nobody ever understood only one thing is known: that it was to be kept from
 * something. So it may do nothing.
 */
public final class InForce {
    private static final String FOLDER = "config";
    private static final int LENGTH_MAX = 1 << 20;
    private static final String STAYS = " (what it said before stays in force)";
    private static final String USUAL = " (until then the usual is in force)";
    private static final String LOCKED =
            " (it was never understood: until then it keeps out whom it is about)";

    private final Path file;
    private final ServerConfig config;
    private final ZoneId zone;
    private final List<String> complaints = new ArrayList<>();
    private @Nullable ServerPolicy policy;

    private InForce(Path file, ServerConfig config, ZoneId zone) {
        this.file = file;
        this.config = config;
        this.zone = zone;
    }

    /**
     * Finds it.
     *
     * @param file {@code server.toml}
     * @param zone the host's
     * @throws ConfigException if nothing was ever understood
     */
    public static InForce of(Path file, ZoneId zone) throws IOException {
        try {
            ServerConfig config = ServerConfig.read(file);
            return new InForce(file, config, zone);
        } catch (ConfigException wrong) {
            Path root = rootDespiteErrors(file);
            Path copy = root.resolve(FOLDER).resolve("server.toml");
            if (!Files.exists(copy)) {
                throw wrong;
            }
            InForce old = new InForce(file, ServerConfig.read(copy), zone);
            old.complaints.add(wrong.getMessage() + STAYS);
            return old;
        }
    }

    private static Path rootDespiteErrors(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        try {
            return TomlFile.textDespiteErrors(text, "root")
                    .map(ServerToml::path)
                    .orElse(ServerConfig.DEFAULT.root());
        } catch (IllegalArgumentException impossible) {
            return ServerConfig.DEFAULT.root();
        }
    }

    public ServerConfig config() {
        return config;
    }

    /** What was not understood so far, each a sentence with file and line. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** By what the server decides. */
    public ServerPolicy policy() {
        ServerPolicy known = policy;
        if (known == null) {
            known =
                    read(
                            file,
                            "server.toml",
                            text -> ServerPolicy.ofServer(text, file.toString(), zone),
                            ServerPolicy.standard(zone),
                            new Unknown<>(ServerPolicy.standard(zone), USUAL));
            policy = known;
            publish(known.sessions().slots());
        }
        return known;
    }

    /** By what it decides about one client. */
    public ClientConfig client(ClientName client) {
        ClientConfig usual = ClientConfig.usual(policy());
        String name = "clients/" + client + ".toml";
        Path own = file.resolveSibling(name);
        return read(
                own,
                name,
                text -> client(text, own.toString(), usual),
                usual,
                new Unknown<>(usual.withoutRules(), LOCKED));
    }

    private ClientConfig client(String text, String own, ClientConfig usual) throws IOException {
        Optional<GroupName> group = ClientConfig.groupOf(text, own);
        return (group.isEmpty() ? usual : group(group.get(), own, usual)).forClient(text, own);
    }

    private ClientConfig group(GroupName group, String namedBy, ClientConfig usual) {
        String name = "groups/" + group + ".toml";
        Path shared = file.resolveSibling(name);
        if (!Files.exists(shared)) {
            complaints.add("%s: there is no %s".formatted(namedBy, shared));
        }
        return read(
                shared,
                name,
                text -> usual.forGroup(text, shared.toString()),
                usual,
                new Unknown<>(usual.withoutRules(), LOCKED));
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(String text) throws IOException;
    }

    /** What is in force when a file was never understood, and how that is told. */
    private record Unknown<T>(T value, String told) {}

    private <T> T read(Path source, String copy, Reading<T> reading, T unsaid, Unknown<T> unknown) {
        String complaint;
        try {
            Optional<byte[]> bytes = bytes(source);
            if (bytes.isEmpty()) {
                return unsaid;
            }
            T understood = reading.read(new String(bytes.get(), StandardCharsets.UTF_8));
            remember(copy, bytes.get());
            return understood;
        } catch (ConfigException wrong) {
            complaint = String.valueOf(wrong.getMessage());
        } catch (IOException unreadable) {
            complaint = "cannot read %s: %s".formatted(source, unreadable);
        }
        Optional<T> old = before(copy, reading);
        complaints.add(complaint + (old.isPresent() ? STAYS : unknown.told()));
        return old.orElse(unknown.value());
    }

    /** What was last understood, unless that is not understood any more. */
    private <T> Optional<T> before(String copy, Reading<T> reading) {
        try {
            Optional<byte[]> old = bytes(config.root().resolve(FOLDER).resolve(copy));
            return old.isEmpty()
                    ? Optional.empty()
                    : Optional.of(reading.read(new String(old.get(), StandardCharsets.UTF_8)));
        } catch (IOException lost) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> bytes(Path source) throws IOException {
        try {
            if (Files.size(source) > LENGTH_MAX) {
                throw new IOException("more than %d bytes".formatted(LENGTH_MAX));
            }
            return Optional.of(Files.readAllBytes(source));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** Until it is known the launcher counts by what it knew before. */
    private void publish(Slots slots) {
        try {
            slots.publish(Volume.on(config.root()));
        } catch (IOException later) {
            complaints.add("cannot tell how many sessions there may be: " + later.getMessage());
        }
    }

    /** Only a help for later: a full disc is no reason to stop. */
    private void remember(String copy, byte[] bytes) {
        try {
            Volume root = Volume.on(config.root());
            String name = FOLDER + "/" + copy;
            if (root.exists(name) && Arrays.equals(root.readAll(name, LENGTH_MAX), bytes)) {
                return;
            }
            root.makeDirectory(Volume.directoryOf(name));
            root.replace(name, bytes);
        } catch (IOException later) {
            complaints.add("cannot remember %s: %s".formatted(copy, later.getMessage()));
        }
    }
}
