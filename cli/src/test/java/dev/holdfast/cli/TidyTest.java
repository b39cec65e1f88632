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
    private static final int PACKAGE_FILES_MAX = 15;
    private static final int PACKAGE_PUBLIC_TYPES_MAX = 5;

    /** Packages that may hold more files than others, and how many. Each with its reason. */
    private static final Map<String, Integer> FILES_ALLOWED = Map.of();

    /** Packages that may show more public types than others, and how many. Each with its reason. */
    private static final Map<String, Integer> PUBLIC_TYPES_ALLOWED = Map.of();

    private static final Pattern SENTENCE =
            Pattern.compile("/\\*\\*(\\s+\\*)?(\\s+[^\\s*]\\S*){4,}", Pattern.DOTALL);
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO[D]O|FIX[M]E|XX[X])\\b");
    private static final Pattern AUTHOR = Pattern.compile("@autho[r]");
    private static final Pattern VAGUE_NAME = Pattern.compile(".*(Utils?|Helper|Manager|Impl)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]+)(#[^)\\s]*)?\\)");

    /** Folders of the machine that a source was written on mean nothing to anybody else. */
    private static final Pattern PRIVATE_PATH = Pattern.compile("(?<![\\w./-])/(work|tmp/wt)/");

    private static SourceTree tree;

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
            if (files.size() > FILES_ALLOWED.getOrDefault(name, PACKAGE_FILES_MAX)) {
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
            int max = PUBLIC_TYPES_ALLOWED.getOrDefault(name, PACKAGE_PUBLIC_TYPES_MAX);
            if (shown > max) {
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
