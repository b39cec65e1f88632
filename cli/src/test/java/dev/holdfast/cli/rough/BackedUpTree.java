package dev.holdfast.cli.rough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.endtoend.ClientHost;
import dev.holdfast.cli.endtoend.Program;
import dev.holdfast.cli.endtoend.ServerHost;
import dev.holdfast.platform.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A tree that changes, its client, and what it was like at each of its snapshots. */
final class BackedUpTree {
    private static final Pattern COMMITTED =
            Pattern.compile("\"event\":\"committed\",\"snapshot\":(\\d+)");

    private static final Pattern LISTED =
            Pattern.compile("\"snapshot\":(\\d+),\"received\":\"([^\"]+)\"");

    private static final int REFUSED = 4;

    /** So many new files there are at a time: older ones are deleted. */
    private static final int NEW_FILES = 10;

    private final Path folder;
    private final ClientHost client;
    private final ChangingTree tree;
    private final Random random = new Random(11);
    private final Map<Long, String> listings = new HashMap<>();
    private int changes;

    private BackedUpTree(Path folder, ClientHost client, ChangingTree tree) {
        this.folder = folder;
        this.client = client;
        this.tree = tree;
    }

    /** Makes its machine a client, whose name is its folder's. */
    static BackedUpTree join(Path folder, ServerHost server, ChangingTree tree) throws IOException {
        ClientHost client = ClientHost.in(folder.resolve("client"), server.setting().launcher());
        client.configure("[retry]\nattempts = 0\n");
        client.join(server.invite(folder.getFileName().toString()));
        return new BackedUpTree(folder, client, tree);
    }

    void change() throws IOException {
        tree.change();
        changes++;
        Files.deleteIfExists(tree.folder().resolve("new/" + (changes - NEW_FILES)));
    }

    /** Writes a file of random bytes. */
    void write(String name, int size) throws IOException {
        byte[] content = new byte[size];
        random.nextBytes(content);
        Files.write(tree.folder().resolve(name), content);
    }

    void delete(String name) throws IOException {
        Files.deleteIfExists(tree.folder().resolve(name));
    }

    void mustBackUp() throws IOException {
        CommandResult result = backUp();
        assertThat(result.exitCode()).as("%s", result.errors()).isEqualTo(0);
    }

    /** Backs up, or is refused. */
    void tryToBackUp() throws IOException {
        CommandResult result = backUp();
        assertThat(result.exitCode()).as("%s", result.errors()).isIn(0, REFUSED);
    }

    private CommandResult backUp() throws IOException {
        CommandResult result = client.holdfast("backup", "--json", tree.folder().toString());
        Matcher committed = COMMITTED.matcher(result.output());
        if (committed.find()) {
            listings.put(Long.parseLong(committed.group(1)), listing(tree.folder()));
        }
        return result;
    }

    /** Everything about every entry, a line each, and what is in the files. */
    private static String listing(Path folder) throws IOException {
        return Program.shell(
                """
                cd '%s'
                find . -printf '%%y %%m %%U %%G %%T@ %%l %%p\n' | LC_ALL=C sort
                find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
                """
                        .formatted(folder));
    }

    private SortedMap<Long, Instant> snapshots() throws IOException {
        SortedMap<Long, Instant> snapshots = new TreeMap<>();
        Matcher listed = LISTED.matcher(client.mustHoldfast("list", "--json"));
        while (listed.find()) {
            snapshots.put(Long.parseLong(listed.group(1)), Instant.parse(listed.group(2)));
        }
        return snapshots;
    }

    /** Of each snapshot that there is, how many days before the newest it was made. */
    List<Long> agesInDays() throws IOException {
        SortedMap<Long, Instant> snapshots = snapshots();
        Instant newest = snapshots.get(snapshots.lastKey());
        return snapshots.values().stream()
                .map(received -> Duration.between(received, newest).plusHours(12).toDays())
                .toList();
    }

    /** Restores every snapshot that there is, compares, and returns how many they are. */
    int verify() throws IOException {
        for (long snapshot : snapshots().keySet()) {
            Path target = folder.resolve("restored");
            client.mustHoldfast(
                    "restore", "--snapshot", "" + snapshot, "--all", "--to", "" + target);
            Path restored = target.resolve(tree.folder().toString().substring(1));
            assertThat(listing(restored))
                    .as("snapshot %d", snapshot)
                    .isEqualTo(listings.get(snapshot));
            Program.shell("rm -r '%s'".formatted(target));
        }
        client.mustHoldfast("check");
        return snapshots().size();
    }
}
