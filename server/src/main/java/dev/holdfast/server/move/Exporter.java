package dev.holdfast.server.move;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.Printable;
import dev.holdfast.model.Timestamp;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.server.client.Registry;
import dev.holdfast.server.config.ServerConfig;
import dev.holdfast.server.setup.SetupStep;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Gathers what a server is to its clients. Changes nothing. */
public final class Exporter {
    /** A configuration is small; whatever is larger got there by mistake. Bytes, and files. */
    private static final int SIZE_MAX = 1 << 20;

    private static final int FILES_MAX = 10_000;
    private static final List<String> FOLDERS = List.of("clients", "groups", "steps");
    private static final String TOML = ".toml";

    private final List<String> leftOut = new ArrayList<>();

    private Exporter() {}

    /**
     * Where a server has its things.
     *
     * @param config as it is now
     * @param configFile {@code server.toml}
     * @param hostKeys the folder with {@code ssh_host_*_key}
     */
    public record Source(ServerConfig config, Path configFile, Path hostKeys) {}

    /**
     * What was gathered.
     *
     * @param leftOut a sentence for each thing that should have come along and does not
     */
    public record Gathered(ServerExport export, List<String> leftOut) {
        public Gathered {
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * @param host its name, for people
     */
    public static Gathered gather(Source source, String host, Timestamp now) throws IOException {
        Exporter exporter = new Exporter();
        Registry.Listing clients = new Registry(Volume.on(source.config().root())).list();
        exporter.leftOut.addAll(clients.damaged());
        ServerExport export =
                new ServerExport(
                        now,
                        host,
                        exporter.configuration(source.configFile()),
                        exporter.hostKeys(source.hostKeys()),
                        clients.clients());
        return new Gathered(export, exporter.leftOut);
    }

    private List<ExportedFile> configuration(Path configFile) throws IOException {
        Path folder = configFile.resolveSibling("");
        List<ExportedFile> files = new ArrayList<>();
        if (Files.exists(configFile)) {
            files.add(read(configFile, ServerExport.CONFIG));
        }
        for (String name : FOLDERS) {
            for (Path file : filesBelow(folder.resolve(name))) {
                String path = folder.relativize(file).toString();
                if (!name.equals("steps") && !path.endsWith(TOML)) {
                    continue; // a backup copy of an editor, or the like
                }
                if (ExportedFile.isPath(path)) {
                    files.add(read(file, path));
                } else {
                    leftOut.add("%s has an unusual name".formatted(shown(file)));
                }
            }
        }
        return files;
    }

    private List<Path> filesBelow(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path each : below.sorted().toList()) {
                if (Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)) {
                    files.add(each);
                } else if (!Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
                    leftOut.add("%s is no regular file".formatted(shown(each)));
                }
            }
        }
        if (files.size() > FILES_MAX) {
            throw new IOException("%s holds more than %d files".formatted(folder, FILES_MAX));
        }
        return files;
    }

    private List<ExportedFile> hostKeys(Path folder) throws IOException {
        List<ExportedFile> keys = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (SetupStep.InstallHostKeys.isHostKey(name)) {
                    keys.add(read(file, name));
                }
            }
        } catch (AccessDeniedException closed) {
            leftOut.add(
                    "the keys of this host's sshd, which only root may read: clients will have to"
                            + " be told the new host's");
            return List.of();
        }
        if (keys.isEmpty()) {
            leftOut.add("the keys of this host's sshd, as there are none in " + folder);
        }
        return keys;
    }

    private static ExportedFile read(Path file, String path) throws IOException {
        if (Files.size(file) > SIZE_MAX) {
            throw new IOException("%s is larger than %d bytes".formatted(shown(file), SIZE_MAX));
        }
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
        return new ExportedFile(
                path,
                attributes.permissions(),
                attributes.group().getName(),
                Bytes.copyOf(Files.readAllBytes(file)));
    }

    private static String shown(Path file) {
        return Printable.of(file.toString());
    }
}
