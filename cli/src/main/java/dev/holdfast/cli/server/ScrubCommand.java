package dev.holdfast.cli.server;

import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.server.maintain.Complaints;
import dev.holdfast.server.maintain.Scrubbing;
import dev.holdfast.server.upkeep.Holding;
import dev.holdfast.server.upkeep.Household;
import dev.holdfast.store.scrub.Scrubbed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code holdfast server scrub}. */
@Command(
        name = "scrub",
        mixinStandardHelpOptions = true,
        description = {
            "Reads on in the vaults, and proves what lies there, behind everybody else who wants"
                    + " the disc.",
            "What has rotted counts as not there from then on, so that the next backup brings it"
                    + " again. The timer does this by itself, a thirtieth a day.",
            "The exit status is 5 when something is damaged and no backup has healed it."
        })
final class ScrubCommand implements Callable<Integer> {
    private static final Pattern PART = Pattern.compile("([0-9]{1,6})/([0-9]{1,6})");

    @Spec private CommandSpec spec;

    @Mixin private ServerOptions server = new ServerOptions();

    @Option(names = "--client", paramLabel = "NAME", description = "only that of one client")
    private @Nullable String client;

    @ArgGroup private @Nullable HowMuch howMuch;

    /** At most one. */
    static final class HowMuch {
        @Option(
                names = "--share",
                paramLabel = "PART",
                description = "so much of each vault, such as 1/10 (usually 1/30)")
        @Nullable String share;

        @Option(names = "--all", description = "all of it, from the beginning of the round on")
        boolean all;
    }

    private final Surroundings around;

    ScrubCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        share();
        return ServerHere.at(around, server.file(around)).asItsUser(spec, this::scrub);
    }

    private double share() throws UsageException {
        if (howMuch == null) {
            return Scrubbing.DAILY_SHARE;
        }
        if (howMuch.all) {
            return 1;
        }
        Matcher part = PART.matcher(String.valueOf(howMuch.share));
        if (part.matches()) {
            double share = Double.parseDouble(part.group(1)) / Double.parseDouble(part.group(2));
            if (share > 0 && share <= 1) {
                return share;
            }
        }
        throw new UsageException("--share takes a part such as 1/30, up to 1/1");
    }

    private int scrub(ServerHere here) throws IOException {
        Household household = here.household();
        Scrubbing scrubbing = new Scrubbing(around.clock());
        ExitCode worst = ExitCode.DONE;
        for (Holding holding : wanted(here, household)) {
            String name = holding.tenant().name();
            switch (scrubbing.scrub(holding, share())) {
                case Scrubbing.Read(Scrubbed scrubbed) -> tell(name, scrubbed);
                case Scrubbing.Busy() ->
                        around.console().say("%s: somebody else is at it".formatted(name));
                case Scrubbing.Failed(String sentence) -> {
                    around.console().say("%s: %s".formatted(name, sentence));
                    worst = ExitCode.FAILED;
                }
            }
            List<String> complaints = Complaints.of(holding, holding.vault().health());
            complaints.forEach(each -> around.console().say("DAMAGED: " + each));
            if (!complaints.isEmpty() && worst == ExitCode.DONE) {
                worst = ExitCode.DAMAGED;
            }
        }
        return worst.status();
    }

    private List<Holding> wanted(ServerHere here, Household household) throws IOException {
        List<Holding> wanted = new ArrayList<>();
        if (client != null) {
            ServerHere.tenant(household, client);
        }
        for (Holding holding : here.upkeep(household).look().holdings()) {
            if (client == null || holding.tenant().name().equals(client)) {
                wanted.add(holding);
            }
        }
        return wanted;
    }

    private void tell(String name, Scrubbed scrubbed) {
        around.console()
                .out()
                .printf(
                        "%s: %s in %s read%s: %s%n",
                        name,
                        Shown.bytes(scrubbed.bytes()),
                        Shown.count(scrubbed.packs(), "pack", "packs"),
                        scrubbed.isRoundOver() ? ", the round is over" : "",
                        scrubbed.damaged() == 0
                                ? "nothing new is damaged"
                                : Shown.count(
                                        scrubbed.damaged(), "damaged record", "damaged records"));
    }
}
