package dev.holdfast.cli.server;

import dev.holdfast.cli.console.Console;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.codec.local.PassphraseBox;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.feature.TooNewException;
import dev.holdfast.server.config.ServerConfig;
import dev.holdfast.server.invite.HostAddress;
import dev.holdfast.server.move.ExportedFile;
import dev.holdfast.server.move.ImportPlan;
import dev.holdfast.server.move.Importer;
import dev.holdfast.server.move.ServerExport;
import dev.holdfast.server.setup.Setup;
import dev.holdfast.server.setup.SetupPlan;
import dev.holdfast.server.setup.SetupRequest;
import dev.holdfast.server.setup.SetupStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast server import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Makes this host the server that an export was made of: sets it up with the same"
                    + " configuration, and lets the same clients in with their keys. Nothing that"
                    + " is here already is replaced.",
            "Backups that are at hand go first where --root or the export's configuration says"
                    + " that they are; a client whose backups are gone saves everything anew.",
            "With --with-host-keys this host also takes the keys of the other one, and clients that"
                    + " find it under the same name notice nothing. Without, or under another name,"
                    + " each is told by: holdfast setup --move HOST"
        })
final class ImportCommand implements Callable<Integer> {
    @Mixin private SetupOptions options = new SetupOptions();
    @Mixin private PassphraseOptions passphrase = new PassphraseOptions();

    @Option(
            names = "--with-host-keys",
            description = {
                "makes the other host's keys those of this one's sshd: whoever knew the other one"
                        + " by ssh takes this for it"
            })
    private boolean withHostKeys;

    @Option(
            names = "--host-keys",
            paramLabel = "DIR",
            description = "the folder with sshd's keys, ssh_host_*_key (usually /etc/ssh)")
    private Path hostKeys = HostAddress.HOST_KEYS;

    @Option(names = "--dry-run", description = "only tells what would be done")
    private boolean dryRun;

    @Option(
            names = "--clients-only",
            hidden = true,
            description =
                    "adds the clients of an opened export on standard input; as which root"
                            + " calls this command as the service user")
    private boolean clientsOnly;

    @Parameters(paramLabel = "FILE", description = "what 'holdfast server export' wrote")
    private Path file = Path.of("");

    private final Surroundings around;

    ImportCommand(Surroundings around) {
        this.around = around;
    }

    /** All that has to be done, in order. */
    private record Plan(SetupPlan setup, ImportPlan rest, SetupPlan hostKeys) {
        List<String> obstacles() {
            List<String> all = new ArrayList<>(setup.obstacles());
            all.addAll(rest.obstacles());
            return all;
        }

        List<String> sentences() {
            List<String> all = new ArrayList<>();
            setup.steps().stream().map(SetupStep::sentence).forEach(all::add);
            rest.files().stream().map(each -> "write " + each.path()).forEach(all::add);
            if (!rest.clients().isEmpty()) {
                all.add(
                        rest.clients().stream()
                                .map(client -> client.name().value())
                                .collect(Collectors.joining(", ", "let in ", "")));
            }
            hostKeys.steps().stream().map(SetupStep::sentence).forEach(all::add);
            return all.stream().distinct().toList();
        }
    }

    @Override
    public Integer call() throws IOException {
        Path configFile = options.file(around);
        if (clientsOnly) {
            byte[] opened = around.console().in().readAllBytes();
            return add(ServerHere.at(around, configFile), ServerExport.decode(opened));
        }
        ServerExport export = opened();
        String template = export.config().orElse("");
        ServerConfig config =
                options.config(
                        options.taken(ServerConfig.parse(template, "server.toml of the export")));
        Plan plan = plan(export, config, configFile, template);
        Console console = around.console();
        if (!plan.obstacles().isEmpty()) {
            console.say("holdfast: nothing was done:");
            plan.obstacles().forEach(obstacle -> console.say("  " + obstacle));
            return ExitCode.FAILED.status();
        }
        if (dryRun) {
            console.out().println("this would be done:");
            plan.sentences().forEach(step -> console.out().println("  " + step));
            return ExitCode.DONE.status();
        }
        return act(plan, config, configFile, export);
    }

    private ServerExport opened() throws IOException {
        byte[] sealed = Files.readAllBytes(file);
        String given = passphrase.ask(around.console());
        try {
            ServerExport export =
                    ServerExport.decode(PassphraseBox.open(sealed, given, around.random()));
            if (withHostKeys && export.hostKeys().isEmpty()) {
                throw new UsageException(
                        "no host's keys are in %s: leave out --with-host-keys".formatted(file));
            }
            return export;
        } catch (TooNewException newer) {
            throw newer;
        } catch (MalformedException wrong) {
            throw new UsageException(
                    "cannot open %s: %s".formatted(file, wrong.getMessage()), wrong);
        }
    }

    private Plan plan(ServerExport export, ServerConfig config, Path configFile, String template)
            throws IOException {
        ImportPlan rest =
                ImportPlan.of(
                        export,
                        Importer.present(export, configFile.resolveSibling(""), config.root()),
                        config.toToml(template));
        return new Plan(options.plan(around, config, template), rest, hostKeys(export));
    }

    private SetupPlan hostKeys(ServerExport export) throws IOException {
        return withHostKeys
                ? Setup.planHostKeys(
                        SetupRequest.Sshd.DEFAULT,
                        hostKeys,
                        export.hostKeys().stream()
                                .collect(
                                        Collectors.toMap(
                                                ExportedFile::path, ExportedFile::content)))
                : new SetupPlan(List.of(), List.of());
    }

    /** The host's keys last: who finds its way here then is let in. */
    private int act(Plan plan, ServerConfig config, Path configFile, ServerExport export)
            throws IOException {
        Console console = around.console();
        plan.sentences().forEach(step -> console.out().println("  " + step));
        Setup.run(plan.setup(), _ -> {});
        Importer.write(configFile.resolveSibling(""), plan.rest().files());
        ServerHere here = ServerHere.at(around, configFile);
        ServerExport onlyClients =
                new ServerExport(
                        export.made(), export.host(), List.of(), List.of(), export.clients());
        int status =
                here.asItsUser(
                        List.of("server", "import", "--clients-only", "-"),
                        onlyClients.encode(),
                        each -> add(each, export));
        if (status != ExitCode.DONE.status()) {
            return status;
        }
        Setup.run(plan.hostKeys(), _ -> {});
        tell(plan.rest(), config, export);
        return status;
    }

    private static int add(ServerHere here, ServerExport export) throws IOException {
        Importer.add(here.files(), export.clients());
        return ExitCode.DONE.status();
    }

    private void tell(ImportPlan plan, ServerConfig config, ServerExport export)
            throws IOException {
        Console console = around.console();
        console.out()
                .println(
                        "this host takes the place of %s as it was at %s: %s, of which %d were here"
                                .formatted(
                                        export.host(),
                                        Shown.time(export.made()),
                                        Shown.count(export.clients().size(), "client", "clients"),
                                        plan.known()));
        Path vaults = config.root().resolve("vaults");
        if (!Files.isDirectory(vaults)) {
            console.say(
                    "there are no backups in %s: clients save everything anew, unless the folder"
                                    .formatted(config.root())
                            + " 'vaults' of the other host comes there first");
        } else if (!Files.getOwner(vaults).getName().equals(config.user())) {
            console.say(
                    "the backups do not belong to %1$s yet: chown -R %1$s: %2$s"
                            .formatted(config.user(), vaults));
        }
        if (!withHostKeys) {
            console.say(
                    "clients know the other host by its keys: run this again with"
                            + " --with-host-keys, or 'holdfast setup --move HOST' on each");
        }
    }
}
