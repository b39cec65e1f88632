package dev.holdfast.cli;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import dev.holdfast.cli.SourceTree.JavaFile;
import dev.holdfast.cli.SourceTree.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How the sources look: what no formatter and no compiler checks. A finding names its place. */
class TidyTest {
    private static final int LINE_LENGTH_MAX = 100;
    private static final int FILE_LINES_MAX = 500;
    private static final int METHOD_LINES_MAX = 60;
    private static final Room ROOM_OF_A_PACKAGE = new Room(15, 5, "enough for one idea");

    /** Packages that may hold and show more than others, and why. */
    private static final Map<String, Room> MORE_ROOM =
            Map.ofEntries(
                    room("cli.console", 15, 9, "what every command uses, one small type each"),
                    room("cli.server", 40, 5, "a class for each command, and what commands share"),
                    room("client.backup", 15, 6, "a run, what it takes, and what comes of it"),
                    room("client.cache", 15, 7, "a sequence is written, read and looked into"),
                    room("client.config", 15, 8, "a file's sections, and who names what is wrong"),
                    room("client.download", 15, 6, "readers, what they read from, how that fails"),
                    room("client.selection", 15, 6, "paths, rules, mounts, and what is decided"),
                    room("filesystem.capture", 15, 7, "a way, a folder, a file, an outcome"),
                    room("model", 25, 20, "the words that all modules share, one small type each"),
                    room("model.tree", 20, 15, "an entry's parts, each a record of its own"),
                    room("platform.durable", 15, 6, "a volume, its files, locks, space, failure"),
                    room("platform.linux", 25, 20, "foreign functions are called only here"),
                    room(
                            "platform.process",
                            15,
                            6,
                            "children, small commands, processes of others"),
                    room("protocol.message", 15, 6, "requests, answers, and what both are"),
                    room("protocol.wire", 20, 10, "both ends of a connection, and how it fails"),
                    room("server.config", 15, 6, "a file each, what is in force, how it fails"),
                    room("server.client", 15, 7, "a client, its keys and standing, the registry"),
                    room("server.rules", 15, 6, "what rules are made of, and who judges by them"),
                    room("server.session", 20, 6, "a session, who is served, and who watches"),
                    room("server.space", 15, 10, "figures, who pays, the plan, what is remembered"),
                    room(
                            "server.upkeep",
                            15,
                            12,
                            "a household, its vaults, and what is done there"),
                    room("store.mark", 15, 7, "marks, who carries them, and why that may stop"),
                    room("store.pack", 15, 10, "index, marks, vault and salvage all read packs"),
                    room("store.reclaim", 20, 9, "one undertaking, planned, done and done again"),
                    room("store.vault", 25, 9, "the one door to the store, with its outcomes"));

    private static final Pattern SENTENCE =
            Pattern.compile("/\\*\\*(\\s+\\*)?(\\s+[^\\s*]\\S*){4,}", Pattern.DOTALL);
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO[D]O|FIX[M]E|XX[X])\\b");
    private static final Pattern AUTHOR = Pattern.compile("@autho[r]");
    private static final Pattern VAGUE_NAME = Pattern.compile(".*(Utils?|Helper|Manager|Impl)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]+)(#[^)\\s]*)?\\)");

    /** Folders of the machine that a source was written on mean nothing to anybody else. */
    private static final Pattern PRIVATE_PATH = Pattern.compile("(?<![\\w./-])/(work|tmp/wt)/");

    private static SourceTree tree;

    private record Room(int filesMax, int publicTypesMax, String reason) {}

    private static Map.Entry<String, Room> room(
            String name, int filesMax, int publicTypesMax, String reason) {
        return Map.entry("dev.holdfast." + name, new Room(filesMax, publicTypesMax, reason));
    }

    @BeforeAll
    static void readTheSources() throws IOException {
        tree = SourceTree.read();
        assertThat(tree.javaFiles()).isNotEmpty();
    }

    @Test
    void packageIsNullMarkedAndSaysInASentenceWhatItIsFor() {
        List<String> findings = new ArrayList<>();
        forEachMainPackage((name, files) -> {
            String info =
                    files.stream()
                            .filter(file -> file.path().endsWith("package-info.java"))
                            .map(file -> file.source().text())
                            .findAny()
                            .orElse("");
            if (!info.contains("@NullMarked")) {
                findings.add(name + ": no package-info.java with @NullMarked");
            } else if (files.size() > 1 && !SENTENCE.matcher(info).lookingAt()) {
                findings.add(name + ": package-info.java says nothing");
            }
        });
        assertThat(findings).isEmpty();
    }

    @Test
    void packageHasFewFiles() {
        List<String> findings = new ArrayList<>();
        forEachMainPackage((name, files) -> {
            if (files.size() > room(name).filesMax()) {
                findings.add(name + ": " + files.size() + " files");
            }
        });
        assertThat(findings).isEmpty();
    }

    @Test
    void packageShowsFewTypes() {
        List<String> findings = new ArrayList<>();
        forEachMainPackage((name, files) -> {
            long shown = files.stream().filter(TidyTest::isPublic).count();
            if (shown > room(name).publicTypesMax()) {
                findings.add(name + ": " + shown + " public types");
            }
        });
        assertThat(findings).isEmpty();
    }

    @Test
    void typeIsNamedForWhatItIs() {
        List<String> findings = new ArrayList<>();
        for (JavaFile file : tree.javaFiles()) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitClass(ClassTree type, Void unused) {
                    if (VAGUE_NAME.matcher(type.getSimpleName()).matches()) {
                        findings.add(file.place(type) + type.getSimpleName());
                    }
                    return super.visitClass(type, null);
                }
            }.scan(file.unit(), null);
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void methodFitsOnAScreen() {
        List<String> findings = new ArrayList<>();
        for (JavaFile file : tree.javaFiles()) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitMethod(MethodTree method, Void unused) {
                    int lines = file.lineCount(method);
                    if (lines > METHOD_LINES_MAX) {
                        findings.add(file.place(method) + method.getName() + ", " + lines);
                    }
                    return super.visitMethod(method, null);
                }
            }.scan(file.unit(), null);
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void fileIsNotTooLong() {
        assertThat(tree.javaFiles())
                .filteredOn(file -> file.source().lines().size() > FILE_LINES_MAX)
                .extracting(JavaFile::path)
                .isEmpty();
    }

    @Test
    void lineIsNotTooLong() {
        assertThat(
                        lines(
                                file -> file.hasExtension("java"),
                                line ->
                                        line.codePointCount(0, line.length()) > LINE_LENGTH_MAX
                                                && !line.startsWith("import ")))
                .isEmpty();
    }

    @Test
    void lineHasNoTabAndNoBlankAtItsEnd() {
        assertThat(lines(TidyTest::isWritten, line -> line.contains("\t") || line.endsWith(" ")))
                .isEmpty();
    }

    @Test
    void fileEndsWithANewline() {
        assertThat(tree.files())
                .filteredOn(TidyTest::isWritten)
                .filteredOn(file -> !file.text().endsWith("\n"))
                .extracting(TextFile::path)
                .isEmpty();
    }

    @Test
    void nothingIsMarkedAsUnfinished() {
        assertThat(lines(TidyTest::isWritten, UNFINISHED.asPredicate())).isEmpty();
    }

    @Test
    void historyIsLeftToGit() {
        assertThat(lines(TidyTest::isWritten, AUTHOR.asPredicate())).isEmpty();
    }

    @Test
    void nothingNamesAFolderOfTheMachineItWasWrittenOn() {
        assertThat(lines(TidyTest::isWritten, PRIVATE_PATH.asPredicate())).isEmpty();
    }

    @Test
    void linkInADocumentLeadsToAFile() {
        List<String> findings = new ArrayList<>();
        for (TextFile document : tree.files()) {
            Matcher link = LINK.matcher(document.hasExtension("md") ? document.text() : "");
            while (link.find()) {
                Path target = tree.root().resolve(document.path()).resolveSibling(link.group(1));
                if (!link.group(1).contains(":") && !Files.exists(target)) {
                    findings.add(document.path() + ": " + link.group(1));
                }
            }
        }
        assertThat(findings).isEmpty();
    }

    private static void forEachMainPackage(BiConsumer<String, List<JavaFile>> action) {
        tree.javaFiles().stream()
                .filter(JavaFile::isMain)
                .collect(groupingBy(JavaFile::packageName))
                .forEach(action);
    }

    private static Room room(String packageName) {
        return MORE_ROOM.getOrDefault(packageName, ROOM_OF_A_PACKAGE);
    }

    private static boolean isPublic(JavaFile file) {
        return file.unit().getTypeDecls().stream().anyMatch(TidyTest::isPublicType);
    }

    private static boolean isPublicType(Tree tree) {
        return tree instanceof ClassTree type
                && type.getModifiers().getFlags().contains(Modifier.PUBLIC);
    }

    /** Whether people wrote the file, and not a program, as with test data. */
    private static boolean isWritten(TextFile file) {
        boolean isScript = file.text().startsWith("#!");
        return isScript || Stream.of("java", "md", "xml", "sh").anyMatch(file::hasExtension);
    }

    private static List<String> lines(Predicate<TextFile> files, Predicate<String> isFinding) {
        List<String> findings = new ArrayList<>();
        for (TextFile file : tree.files()) {
            List<String> lines = files.test(file) ? file.lines() : List.of();
            for (int i = 0; i < lines.size(); i++) {
                if (isFinding.test(lines.get(i))) {
                    findings.add(file.path() + ":" + (i + 1) + ": " + lines.get(i).strip());
                }
            }
        }
        return findings;
    }
}
