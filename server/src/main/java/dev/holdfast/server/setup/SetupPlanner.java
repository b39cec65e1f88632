package dev.holdfast.server.setup;

import dev.holdfast.model.Bytes;
import dev.holdfast.server.config.ConfigException;
import dev.holdfast.server.config.ServerConfig;
import dev.holdfast.server.setup.SetupFacts.Account;
import dev.holdfast.server.setup.SetupFacts.SshdFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides what a setup does. Pure. */
final class SetupPlanner {
    private final SetupRequest request;
    private final SetupFacts facts;
    private final ServerConfig config;
    private final List<SetupStep> steps = new ArrayList<>();
    private final List<String> obstacles = new ArrayList<>();

    private SetupPlanner(SetupRequest request, SetupFacts facts) {
        this.request = request;
        this.facts = facts;
        this.config = request.config();
    }

    static SetupPlan plan(SetupRequest request, SetupFacts facts) {
        SetupPlanner planner = new SetupPlanner(request, facts);
        planner.root();
        planner.obstacles.addAll(facts.changeable());
        switch (request.mode()) {
            case SYSTEM -> planner.system();
            case USER -> planner.user();
        }
        return new SetupPlan(planner.steps, planner.obstacles);
    }

    /**
     * The folders that a setup makes, outermost first. What lies in the server's own folder is left
     * to the one it belongs to: root must not walk where another may have put a link.
     */
    static List<Path> folders(SetupRequest request) {
        ServerConfig config = request.config();
        return switch (request.mode()) {
            case SYSTEM -> List.of(config.root());
            case USER -> List.of(config.root(), parent(config.authorizedKeys()));
        };
    }

    /** A file always has one, unlike the root of all. */
    static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private void root() {
        switch (facts.root()) {
            case EMPTY, SERVER -> {}
            case FOREIGN ->
                    obstacles.add(
                            "%s holds something else: name an empty folder, or one that does not"
                                            .formatted(config.root())
                                    + " exist");
            case ELSEWHERE ->
                    obstacles.add(
                            ("this host is a server, and its clients would find nothing in %s: move"
                                            + " the folder that server.toml names there first")
                                    .formatted(config.root()));
        }
    }

    private void system() {
        if (facts.asker() != 0) {
            obstacles.add("a server for the whole host needs root (--user: one of your own)");
        }
        if (!facts.sshd().installed()) {
            obstacles.add(
                    "%s does not exist: install OpenSSH's server first"
                            .formatted(request.sshd().program()));
        }
        account();
        makeFolders();
        writeConfig();
        sshd();
        timer();
    }

    private void account() {
        Optional<Account> found = facts.account();
        if (found.isEmpty()) {
            steps.add(new SetupStep.MakeUser(config.user(), config.root()));
            return;
        }
        Account account = found.get();
        if (account.number() == 0) {
            obstacles.add("clients may not log in as %s".formatted(config.user()));
        }
        String shell = account.shell();
        if (shell.endsWith("/nologin") || shell.endsWith("/false")) {
            obstacles.add(
                    "the shell of %s is %s, which runs nothing: usermod --shell /bin/sh %s"
                            .formatted(config.user(), shell, config.user()));
        }
    }

    private void makeFolders() {
        for (Path folder : folders(request)) {
            SetupStep.MakeFolder.State state = facts.folders().get(folder);
            if (state != null) {
                steps.add(new SetupStep.MakeFolder(folder, config.user(), state));
            }
        }
    }

    private void writeConfig() {
        Optional<String> text = facts.configText();
        if (text.isEmpty() || !saysTheSame(text.get())) {
            steps.add(
                    new SetupStep.WriteConfig(
                            request.configFile(), config.toToml(text.orElse(request.template()))));
        }
    }

    private boolean saysTheSame(String text) {
        try {
            return ServerConfig.parse(text, request.configFile().toString()).equals(config);
        } catch (ConfigException wrong) {
            // Never written over: somebody may have meant something with it.
            obstacles.add(String.valueOf(wrong.getMessage()));
            return true;
        }
    }

    private void sshd() {
        String text = SshdDropIn.text(config);
        if (facts.sshd().dropInText().filter(text::equals).isPresent()) {
            return;
        }
        steps.add(
                new SetupStep.InstallDropIn(
                        request.sshd(), text, config.user(), SshdDropIn.proof(config)));
        steps.add(reload(facts.sshd()));
    }

    private static SetupStep reload(SshdFacts sshd) {
        Optional<SetupStep.ReloadSshd> reload = sshd.reload();
        return reload.isPresent()
                ? reload.get()
                : new SetupStep.Advise("reload sshd by hand: none was found running");
    }

    /**
     * @param present keys that are there, content by name
     */
    static SetupPlan planHostKeys(
            SetupStep.InstallHostKeys install, Map<String, Bytes> present, SshdFacts sshd) {
        return present.entrySet().containsAll(install.keys().entrySet())
                ? new SetupPlan(List.of(), List.of())
                : new SetupPlan(List.of(install, reload(sshd)), List.of());
    }

    private void timer() {
        request.timer()
                .flatMap(timer -> MaintenanceTimer.missing(timer, facts.timer(), config.user()))
                .ifPresent(steps::add);
    }

    private void user() {
        if (facts.account().isEmpty()) {
            obstacles.add("who are you? there is no user %s".formatted(config.user()));
        }
        if (facts.asker() == 0) {
            obstacles.add("clients may not log in as root: run this as another user");
        }
        makeFolders();
        writeConfig();
    }
}
