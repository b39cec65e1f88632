package dev.holdfast.client.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.client.config.Exclusion;
import dev.holdfast.client.filter.Filter;
import dev.holdfast.client.filter.FilterBuilder;
import dev.holdfast.client.filter.FilterScope.Kind;
import dev.holdfast.client.filter.Rule;
import dev.holdfast.client.selection.Decision.Reason;
import dev.holdfast.filesystem.capture.SourceDirectory.Crossing;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.tree.FileSystemId;
import dev.holdfast.model.tree.Root;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryChoicesTest {
    private static List<RawPath> paths(String parted) {
        return Arrays.stream(parted.split(" ")).filter(p -> !p.isEmpty()).map(RawPath::of).toList();
    }

    private static Filter filter(String rules) throws IOException {
        return new FilterBuilder(path -> new byte[0])
                .filter(Bytes.utf8("filter"), Bytes.utf8(rules.replace("; ", "\n")).toArray())
                .build();
    }

    private static Choices choices(String asked, String own, String rules) throws IOException {
        return new Choices(paths(asked), paths(own), filter(rules), Set.of());
    }

    /** What becomes of a path as a walk comes to it; one that ends with a slash is a directory. */
    private static String fate(Choices choices, String path) {
        DirectoryChoices here = choices.top(name -> Optional.empty());
        List<RawName> names = RawPath.of(path).names();
        for (int i = 0; ; i++) {
            boolean last = i == names.size() - 1;
            Kind kind = last && !path.endsWith("/") ? Kind.OTHER : Kind.DIRECTORY;
            Optional<Reason> unseen = here.leaves(names.get(i));
            Decision decision = here.decide(names.get(i), kind);
            if (unseen.isPresent()) {
                return word(unseen.get());
            }
            switch (decision) {
                case Decision.Left(Reason reason) -> {
                    return word(reason);
                }
                case Decision.Saved(Selection inner, Rule _) -> {
                    if (last || inner.choice() == Selection.Choice.LEAVE) {
                        return inner.choice().name();
                    }
                    here = here.enter(names.get(i), inner, name -> Optional.empty());
                }
            }
        }
    }

    private static String word(Reason reason) {
        return switch (reason) {
            case Reason.ByRule _ -> "rule";
            case Reason.NotAsked() -> "not asked";
            case Reason.Own() -> "own";
            case Reason.NoDump() -> "no dump";
        };
    }

    @ParameterizedTest(name = "ask for {0}, own {1}, {2}: {3} is {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/|''|''|/a|TAKE",
                "/|''|- a|/a|rule",
                "/|''|- a|/a/|rule",
                "/|''|- a/|/a|TAKE",
                "/|''|- a/|/a/|rule",
                "/|''|- a/|/a/b|rule",
                "/a|''|- a|/a/|TAKE",
                "/a|''|- a|/a/a|rule",
                "/a|''|''|/b|not asked",
                "/a/b|''|- a|/a/b|TAKE",
                "/a/b|''|- a|/a/c|not asked",
                "/ /a/b|''|- a|/a/|PASS",
                "/ /a/b|''|- a|/a/b|TAKE",
                "/ /a/b|''|- a|/a/c|not asked",
                "/ /a/b/c|''|- a|/a/b/|PASS",
                "/ /a/b/c|''|- a|/a/b/c/|TAKE",
                "/ /a/b/c|''|- a|/a/b/d|not asked",
                "/ /a/b|''|- c|/a/c|rule",
                "/|/a/own|''|/a/own/|LEAVE",
                "/|/a/own|''|/a/own/x|LEAVE",
                "/|/a/own|- own|/a/own/|LEAVE",
                "/|/a/own|- a|/a/own/|rule",
                "/|/own|''|/own|own",
                "/a|/a/own|- x|/a/own/x|LEAVE",
            })
    void rulesAreAskedBelowWhatWasAskedFor(
            String asked, String own, String rules, String path, String fate) throws IOException {
        assertThat(fate(choices(asked, own, rules), path)).isEqualTo(fate);
    }

    @ParameterizedTest(name = "{0} of {1} at {2}, alone {3}: {4}")
    @CsvSource({
        "MOUNT, ext4, /a, false, true",
        "MOUNT, nfs4, /a, false, false",
        "MOUNT, tmpfs, /a, false, false",
        "MOUNT, ext4, /a, true, false",
        "MOUNT, nfs4, /named, true, true",
        "MOUNT, nfs4, /way, true, true",
        "MOUNT, ext4, /own, false, false",
        "SUBVOLUME, btrfs, /a, false, true",
        "SUBVOLUME, btrfs, /a, true, false",
        "SUBVOLUME, btrfs, /named, true, true",
    })
    void fileSystemsThatAreLocalOrAskedForAreTaken(
            Crossing crossing, String type, String path, boolean alone, boolean taken)
            throws IOException {
        Set<Exclusion> exclusions = alone ? Set.of(Exclusion.OTHER_FILE_SYSTEMS) : Set.of();
        Choices choices =
                new Choices(
                        paths(path.equals("/way") ? "/way/to" : "/ /named"),
                        paths("/own"),
                        Filter.NONE,
                        exclusions);
        DirectoryChoices top = choices.top(name -> Optional.empty());
        Selection decided = top.selection().at(RawName.of(path.substring(1)));
        FileSystemId id = new FileSystemId(type, "1", 0);
        assertThat(top.takes(crossing, id, decided)).isEqualTo(taken);
    }

    @Test
    void snapshotRemembersWhatWasAskedForAndLeftOut() throws IOException {
        Choices choices =
                new Choices(
                        paths("/a /b"),
                        paths("/own"),
                        filter("# one; - x"),
                        Set.of(Exclusion.NODUMP, Exclusion.CACHES));
        assertThat(choices.recorded())
                .isEqualTo(
                        new Root.Rules(
                                List.of(Bytes.utf8("/a"), Bytes.utf8("/b")),
                                List.of("caches", "nodump"),
                                List.of(new Root.Rule("filter", 2, Bytes.utf8("- x")))));
    }

    @Test
    void whatIsRememberedDecidesAsBefore() throws IOException {
        Choices made =
                new Choices(
                        paths("/ /b/c"),
                        List.of(),
                        filter("- *.o; - b; + /a/x; - /a/*"),
                        Set.of(Exclusion.OTHER_FILE_SYSTEMS));
        Choices again = Choices.of(made.recorded());
        assertThat(again.recorded()).isEqualTo(made.recorded());
        for (String path : List.of("/x.o", "/a/x", "/a/y", "/b/", "/b/c", "/b/d", "/c")) {
            assertThat(fate(again, path)).isEqualTo(fate(made, path));
        }
        Root.Rules newer = new Root.Rules(List.of(), List.of("moon"), List.of());
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Choices.of(newer))
                .withMessageContaining("moon");
    }
}
