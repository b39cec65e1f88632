package dev.holdfast.cli.server;

import dev.holdfast.cli.console.Console;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.codec.local.PassphraseBox;
import dev.holdfast.model.Timestamp;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.linux.ThisProcess;
import dev.holdfast.server.invite.HostAddress;
import dev.holdfast.server.move.Exporter;
import dev.holdfast.server.move.ServerExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast server export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes what this server is to its clients into a new file: who they are, with their"
                    + " keys, the configuration with its steps, and the keys by which they know"
                    + " this host. It is sealed under a passphrase.",
            "With it 'holdfast server import' has another host take this one's place, and the"
                    + " clients go on. The backups are not in it, nor open invitations, reports,"
                    + " logs, and files that the configuration names, such as a password's."
        })
final class ExportCommand implements Callable<Integer> {
    @Mixin private ServerOptions server = new ServerOptions();
    @Mixin private PassphraseOptions passphrase = new PassphraseOptions();

    @Option(
            names = "--host-keys",
            paramLabel = "DIR",
            description = "the folder with sshd's keys, ssh_host_*_key (usually /etc/ssh)")
    private Path hostKeys = HostAddress.HOST_KEYS;

    @Parameters(paramLabel = "FILE", description = "the new file")
    private Path file = Path.of("");

    private final Surroundings around;

    ExportCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new UsageException("%s exists: name a new file".formatted(file));
        }
        Path configFile = server.file(around);
        ServerHere here = ServerHere.at(around, configFile);
        Exporter.Gathered gathered =
                Exporter.gather(
                        new Exporter.Source(here.config(), configFile, hostKeys),
                        ThisProcess.hostName(),
                        Timestamp.of(around.clock().instant()));
        String chosen = passphrase.choose(around.console());
        write(PassphraseBox.seal(gathered.export().encode(), chosen, around.random()));
        tell(gathered);
        return gathered.leftOut().isEmpty() ? ExitCode.DONE.status() : ExitCode.GAPS.status();
    }

    private void write(byte[] sealed) throws IOException {
        Path whole = file.toAbsolutePath().normalize();
        Path folder = whole.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UsageException("there is no folder %s".formatted(folder));
        }
        Volume.privateOn(folder).replace(String.valueOf(whole.getFileName()), sealed);
    }

    private void tell(Exporter.Gathered gathered) {
        Console console = around.console();
        ServerExport export = gathered.export();
        gathered.leftOut().forEach(what -> console.say("holdfast: left out: " + what));
        console.out()
                .println(
                        "%s, %s of configuration and %s of this host are in %s"
                                .formatted(
                                        Shown.count(export.clients().size(), "client", "clients"),
                                        Shown.count(export.configuration().size(), "file", "files"),
                                        Shown.count(export.keyCount(), "key", "keys"),
                                        file));
        console.say("keep it on another host, and the passphrase elsewhere");
    }
}
