package dev.holdfast.client.selection;

import dev.holdfast.client.glob.Glob;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawPath;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is left out of a whole machine unless somebody says otherwise: what the kernel makes up,
 * what is meant for a moment, and what can be had again. Directories stay, empty: a machine does
 * not start without them.
 */
public final class BuiltInRules {
    private static final List<RawPath> EMPTIED =
            Stream.of(
                            "/dev",
                            "/proc",
                            "/run",
                            "/sys",
                            "/tmp",
                            "/var/tmp",
                            "/var/cache/apt/archives",
                            "/var/backups/localhost")
                    .map(RawPath::of)
                    .toList();
    private static final RawPath SWAP_FILE = RawPath.of("/swap.file");

    private BuiltInRules() {}

    /**
     * The rules, in the language of the filter.
     *
     * @param asked the paths to be saved: who asks for a temporary file by name wants it
     * @param swapFiles those in use
     */
    public static List<Bytes> of(Collection<RawPath> asked, Collection<RawPath> swapFiles) {
        List<Bytes> rules = new ArrayList<>();
        for (RawPath folder : EMPTIED) {
            if (asked.stream().noneMatch(path -> path.startsWith(folder))) {
                rules.add(Bytes.utf8("- " + folder + "/*"));
            }
        }
        Stream.concat(Stream.of(SWAP_FILE), swapFiles.stream())
                .distinct()
                .filter(file -> !asked.contains(file))
                .forEach(file -> rules.add(drop(file)));
        return rules;
    }

    /** Means just this path, whatever is in it. */
    private static Bytes drop(RawPath path) {
        byte[] bytes = path.toArray();
        boolean escape = Glob.hasWildcards(bytes);
        ByteArrayOutputStream rule = new ByteArrayOutputStream();
        rule.writeBytes(Bytes.utf8("- ").toArray());
        for (byte b : bytes) {
            if (escape && (b == '*' || b == '?' || b == '[' || b == '\\')) {
                rule.write('\\');
            }
            rule.write(b);
        }
        return Bytes.copyOf(rule.toByteArray());
    }
}
