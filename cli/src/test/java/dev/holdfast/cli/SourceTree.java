package dev.holdfast.cli;

import static java.util.Objects.requireNonNull;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The files of this project: all of them as text, and the Java ones as the compiler parses them.
 */
record SourceTree(Path root, List<TextFile> files, List<JavaFile> javaFiles) {
    private static final Set<String> LEFT_OUT = Set.of(".git", ".idea", ".vscode", "target");

    /** Paths are relative to the root. */
    record TextFile(Path path, String text) {
        boolean hasExtension(String extension) {
            return path.toString().endsWith("." + extension);
        }

        List<String> lines() {
            return text.lines().toList();
        }
    }

    record JavaFile(TextFile source, CompilationUnitTree unit, Trees trees) {
        Path path() {
            return source.path();
        }

        boolean isMain() {
            return path().toString().contains("src/main/java/");
        }

        String packageName() {
            return requireNonNull(unit.getPackageName()).toString();
        }

        /** Where the tree begins, for a message: {@code path:line: }. */
        String place(Tree tree) {
            return path()
                    + ":"
                    + line(trees.getSourcePositions().getStartPosition(unit, tree))
                    + ": ";
        }

        int lineCount(Tree tree) {
            long first = line(trees.getSourcePositions().getStartPosition(unit, tree));
            long last = line(trees.getSourcePositions().getEndPosition(unit, tree));
            return Math.toIntExact(last - first + 1);
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }

    /** Reads the tree that the working directory lies in. */
    static SourceTree read() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("verify"))) {
            root = requireNonNull(root.getParent(), "not inside the source tree");
        }
        List<TextFile> files = textFiles(root);
        return new SourceTree(root, files, parse(root, files));
    }

    private static List<TextFile> textFiles(Path root) throws IOException {
        List<TextFile> files = new ArrayList<>();
        SimpleFileVisitor<Path> collector =
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes of) {
                        return LEFT_OUT.contains(folder.getFileName().toString())
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes of)
                            throws IOException {
                        try {
                            files.add(new TextFile(root.relativize(file), Files.readString(file)));
                        } catch (MalformedInputException _) {
                            // Not text: nothing to say about it.
                        }
                        return FileVisitResult.CONTINUE;
                    }
                };
        Files.walkFileTree(root, collector);
        return files;
    }

    private static List<JavaFile> parse(Path root, List<TextFile> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of("-proc:none");
        List<JavaFile> parsed = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            for (TextFile file : files) {
                if (file.hasExtension("java")) {
                    var source = manager.getJavaFileObjects(root.resolve(file.path()));
                    var task = compiler.getTask(null, manager, null, options, null, source);
                    Trees trees = Trees.instance(task);
                    for (CompilationUnitTree unit : ((JavacTask) task).parse()) {
                        parsed.add(new JavaFile(file, unit, trees));
                    }
                }
            }
        }
        return parsed;
    }
}
