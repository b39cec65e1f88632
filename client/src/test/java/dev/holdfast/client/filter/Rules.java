package dev.holdfast.client.filter;

import dev.holdfast.client.filter.FilterBuilder.Typed;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes filters out of text, and asks them about paths. A character is a byte. */
final class Rules {
    static final Bytes FILTER = Bytes.utf8("/etc/holdfast/filter");
    static final Bytes EXCLUDES = Bytes.utf8("/etc/holdfast/excludes");

    private final Map<String, String> files = new HashMap<>();
    private Filter filter = Filter.NONE;

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Bytes string(String text) {
        return Bytes.copyOf(bytes(text));
    }

    static Typed exclude(String pattern) {
        return new Typed(Typed.Form.PATTERN, string(pattern));
    }

    static Typed rule(String rule) {
        return new Typed(Typed.Form.RULE, string(rule));
    }

    /** Rules as the lines of the filter. */
    static Rules of(String... lines) throws IOException {
        return new Rules().filter(lines);
    }

    Rules filter(String... lines) throws IOException {
        filter = builder().filter(FILTER, bytes(String.join("\n", lines))).build();
        return this;
    }

    Rules with(Filter made) {
        filter = made;
        return this;
    }

    /** There is such a file, for rules that merge it and for directories. */
    Rules file(String path, String... lines) {
        files.put(path, String.join("\n", lines));
        return this;
    }

    FilterBuilder builder() {
        return new FilterBuilder(path -> {
            String text = files.get(path.toString());
            if (text == null) {
                throw new IOException("no such file");
            }
            return bytes(text);
        });
    }

    Filter filter() {
        return filter;
    }

    /** The rules in a directory. */
    FilterScope in(String directory) {
        FilterScope scope = filter.top(name -> read("/" + name));
        String path = "";
        for (RawName name : RawPath.of(bytes(directory)).names()) {
            path = path + "/" + name;
            String here = path;
            scope = scope.enter(name, file -> read(here + "/" + file));
        }
        return scope;
    }

    private Optional<byte[]> read(String path) {
        return Optional.ofNullable(files.get(path)).map(Rules::bytes);
    }

    /** The verdict on a path alone; one that ends with a slash is a directory. */
    FilterScope.Verdict judge(String path) {
        boolean directory = path.endsWith("/");
        String bare = directory ? path.substring(0, path.length() - 1) : path;
        int slash = bare.lastIndexOf('/');
        return in(bare.substring(0, slash + 1))
                .judge(
                        RawName.of(bytes(bare.substring(slash + 1))),
                        directory ? FilterScope.Kind.DIRECTORY : FilterScope.Kind.OTHER);
    }

    /** The rule that decides on a path, and where it stands; empty for none. */
    String decided(String path) {
        Rule rule = judge(path).rule();
        return rule == null ? "" : rule + " in " + rule.origin();
    }

    boolean keeps(String path) {
        return judge(path).isKept();
    }

    /** What was written down of the filter. */
    List<String> texts() {
        return filter.recorded().stream().map(rule -> rule.text().toString()).toList();
    }
}
