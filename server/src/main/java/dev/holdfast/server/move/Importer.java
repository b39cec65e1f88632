package dev.holdfast.server.move;

import dev.holdfast.model.Bytes;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.server.client.Client;
import dev.holdfast.server.client.ClientKey;
import dev.holdfast.server.client.Registry;
import dev.holdfast.server.enrol.ServerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Has a host take over an export. What is interrupted is done again. */
public final class Importer {
    private static final String FOLDER_MODE = "rwxr-xr-x";

    private Importer() {}

    /**
     * What of an export is there already.
     *
     * @param folder of {@code server.toml}
     * @param root the server's folder; need not exist
     */
    public static ImportPlan.Present present(ServerExport export, Path folder, Path root)
            throws IOException {
        Map<String, Bytes> files = new HashMap<>();
        for (ExportedFile file : export.configuration()) {
            Path there = folder.resolve(file.path());
            if (Files.exists(there)) {
                files.put(file.path(), Bytes.copyOf(Files.readAllBytes(there)));
            }
        }
        return new ImportPlan.Present(
                files,
                Files.isDirectory(root)
                        ? new Registry(Volume.on(root)).list().clients()
                        : List.of());
    }

    /**
     * Writes configuration. Each file is its owner's alone until it has its permissions.
     *
     * @param folder of {@code server.toml}; exists
     */
    public static void write(Path folder, List<ExportedFile> files) throws IOException {
        Volume volume = Volume.privateOn(folder);
        for (ExportedFile file : files) {
            Path path = folder.resolve(file.path());
            makeFolders(folder, path.resolveSibling(""));
            volume.replace(file.path(), file.content().toArray());
            giveTo(path, file.group());
            Files.setPosixFilePermissions(path, file.permissions());
        }
    }

    private static void makeFolders(Path top, Path folder) throws IOException {
        if (Files.isDirectory(folder) || folder.equals(top)) {
            return;
        }
        makeFolders(top, folder.resolveSibling(""));
        Files.createDirectory(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(FOLDER_MODE));
    }

    private static void giveTo(Path path, String group) throws IOException {
        try {
            GroupPrincipal known =
                    path.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByGroupName(group);
            Files.getFileAttributeView(path, PosixFileAttributeView.class).setGroup(known);
        } catch (UserPrincipalNotFoundException unknownHere) {
            // The file stays its owner's group's.
        }
    }

    /**
     * Adds clients, unless they are here, and lets all clients of this server in with their keys.
     *
     * @return how many were added
     */
    public static int add(ServerFiles files, List<Client> clients) throws IOException {
        try (VolumeLock _ = files.registry().lock()) {
            int added = 0;
            for (Client client : clients) {
                requireNoOtherUse(files, client);
                if (files.registry().find(client.id()).isEmpty()) {
                    files.registry().write(client);
                    added++;
                }
            }
            for (Client client : files.registry().list().clients()) {
                files.access().write(client);
            }
            return added;
        }
    }

    private static void requireNoOtherUse(ServerFiles files, Client client) throws IOException {
        for (ClientKey key : client.keys()) {
            if (files.access().hasForeign(key.key())) {
                throw new IOException(
                        ("a key of %s may already log in here in another way: take it out of"
                                        + " authorized_keys")
                                .formatted(client.name()));
            }
        }
    }
}
