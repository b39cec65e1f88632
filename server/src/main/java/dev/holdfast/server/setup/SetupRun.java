package dev.holdfast.server.setup;

import dev.holdfast.model.Bytes;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.process.CommandResult;
import dev.holdfast.platform.timer.TimerInstall;
import dev.holdfast.server.setup.SetupRequest.Sshd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Does the steps of a setup. */
final class SetupRun {
    private static final String PRIVATE_FOLDER = "rwx------";
    private static final String SHARED_FOLDER = "rwxr-xr-x";
    private static final String SHARED_FILE = "rw-r--r--";

    /** What a former file is called. */
    private static final String OLD = ".old";

    void act(SetupStep step) throws IOException {
        switch (step) {
            case SetupStep.MakeUser(var user, var home) -> makeUser(user, home);
            case SetupStep.MakeFolder(var folder, var owner, var _) -> makeFolder(folder, owner);
            case SetupStep.WriteConfig(var file, var text) -> writeConfig(file, text);
            case SetupStep.InstallDropIn install -> installDropIn(install);
            case SetupStep.InstallHostKeys install -> installHostKeys(install);
            case SetupStep.ReloadSshd(var command) ->
                    Commands.require(command.toArray(String[]::new));
            case SetupStep.InstallTimer(var files, var commands) -> installTimer(files, commands);
            case SetupStep.Advise(var _) -> {
                // It was said, which is all that can be done.
            }
        }
    }

    /** The password '*' fits nothing, and unlike '!' lets an sshd without PAM accept keys. */
    private static void makeUser(String user, Path home) throws IOException {
        Commands.require(
                "useradd",
                "--system",
                "--user-group",
                "--no-create-home",
                "--home-dir",
                home.toString(),
                "--shell",
                "/bin/sh",
                "--password",
                "*",
                "--comment",
                "Holdfast backups",
                user);
    }

    private static void makeFolder(Path folder, String owner) throws IOException {
        makeAbove(folder);
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(PRIVATE_FOLDER)));
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(PRIVATE_FOLDER));
        UserPrincipal principal =
                folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner);
        PosixFileAttributeView view =
                Files.getFileAttributeView(
                        folder, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (!view.readAttributes().owner().equals(principal)) {
            view.setOwner(principal);
        }
    }

    /** Nothing in them is secret, and the service user must pass. */
    private static void makeAbove(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            makeAbove(parent);
            Files.createDirectory(parent);
            Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString(SHARED_FOLDER));
        }
    }

    private static void writeConfig(Path file, String text) throws IOException {
        makeAbove(file);
        if (Files.exists(file)) {
            Path old = file.resolveSibling(file.getFileName() + OLD);
            Files.copy(file, old, StandardCopyOption.REPLACE_EXISTING);
        }
        write(file, text);
    }

    /** Readable by all: the service user reads the one, sshd's own check the other. */
    private static void write(Path file, String text) throws IOException {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IllegalArgumentException("not a file: " + file);
        }
        String name = String.valueOf(file.getFileName());
        Volume.on(folder).replace(name, text.getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(SHARED_FILE));
    }

    private static void installDropIn(SetupStep.InstallDropIn install) throws IOException {
        Sshd sshd = install.sshd();
        checkSshd(sshd, "sshd is at fault already, before anything was changed");
        Path file = sshd.dropIn();
        Optional<String> before =
                Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        makeAbove(file);
        write(file, install.text());
        try {
            checkSshd(sshd, "sshd does not accept %s, which was put back".formatted(file));
            checkUsed(install);
        } catch (IOException refused) {
            putBack(file, before);
            throw refused;
        }
    }

    private static void installHostKeys(SetupStep.InstallHostKeys install) throws IOException {
        checkSshd(install.sshd(), "sshd is at fault already, before anything was changed");
        Volume folder = Volume.privateOn(install.folder());
        for (String name : install.keys().keySet()) {
            Path file = install.folder().resolve(name);
            if (Files.exists(file)) {
                folder.replace(name + OLD, Files.readAllBytes(file));
            }
        }
        try {
            for (Map.Entry<String, Bytes> key : install.keys().entrySet()) {
                folder.replace(key.getKey(), key.getValue().toArray());
                openIfPublic(install.folder().resolve(key.getKey()));
            }
            checkSshd(install.sshd(), "sshd does not accept the keys, which were put back");
        } catch (IOException refused) {
            for (String name : install.keys().keySet()) {
                if (folder.exists(name + OLD)) {
                    folder.rename(name + OLD, name);
                    openIfPublic(install.folder().resolve(name));
                } else {
                    Files.deleteIfExists(install.folder().resolve(name));
                }
            }
            throw refused;
        }
    }

    private static void openIfPublic(Path key) throws IOException {
        if (key.toString().endsWith(".pub")) {
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(SHARED_FILE));
        }
    }

    private static void putBack(Path file, Optional<String> before) throws IOException {
        if (before.isPresent()) {
            write(file, before.get());
        } else {
            Files.delete(file);
        }
    }

    private static void installTimer(Map<Path, String> files, List<List<String>> commands)
            throws IOException {
        TimerInstall.write(files);
        TimerInstall.run(commands);
    }

    private static void checkSshd(Sshd sshd, String otherwise) throws IOException {
        CommandResult result =
                Commands.run(sshd.program().toString(), "-t", "-f", sshd.configFile().toString());
        if (result.exitCode() != 0) {
            throw new IOException(otherwise + ": " + String.join("; ", result.errors()));
        }
    }

    /** A drop-in that nothing includes, or that comes after a block of the same user, is void. */
    private static void checkUsed(SetupStep.InstallDropIn install) throws IOException {
        Sshd sshd = install.sshd();
        if (!SetupProbe.isUsed(sshd, install.user(), install.proof())) {
            throw new IOException(
                    ("sshd does not use %s, which was put back: put 'Include %s/*.conf' at the top"
                                    + " of %s")
                            .formatted(
                                    sshd.dropIn(), sshd.dropIn().getParent(), sshd.configFile()));
        }
    }
}
