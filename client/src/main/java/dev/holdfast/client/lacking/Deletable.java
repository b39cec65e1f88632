package dev.holdfast.client.lacking;

import dev.holdfast.client.download.ObjectReader;
import dev.holdfast.client.fill.ContentStream;
import dev.holdfast.client.filter.Filter;
import dev.holdfast.client.filter.FilterScope;
import dev.holdfast.client.filter.FilterScope.Kind;
import dev.holdfast.client.traverse.Trees;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawName;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.cbor.Cbor;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import dev.holdfast.model.tree.Root;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which names may be deleted because the snapshot lacks them: those that it would have, had they
 * been there. What could not be read then, or was left out by a rule, was there perhaps.
 *
 * @param unread paths that could not be read
 * @param filter the rules that the snapshot was made by
 */
public record Deletable(List<RawPath> unread, Filter filter) {
    // The head of a CBOR array: its type, with the count or with how many bytes tell it.
    private static final int ARRAY = 0x80;
    private static final int COUNT_IN_HEAD_MAX = 23;
    private static final int ONE_BYTE = 24;
    private static final int TWO_BYTES = 25;
    private static final int FOUR_BYTES = 26;

    public Deletable {
        unread = List.copyOf(unread);
    }

    /** Nobody asks. */
    public static Deletable nothing() {
        return new Deletable(List.of(RawPath.ROOT), Filter.NONE);
    }

    /**
     * @throws IOException if the snapshot was made by rules that cannot be asked here, so that
     *     nothing may be deleted; or if the vault fails
     */
    public static Deletable of(Root root, ObjectReader objects) throws IOException {
        List<Root.Rule> rules = root.rules().filter();
        boolean ofDirectories = rules.stream().anyMatch(rule -> isOfDirectories(rule.text()));
        if (ofDirectories || !root.rules().options().isEmpty()) {
            throw new IOException(
                    "cannot tell what may be deleted: the snapshot was made by rules that depend on"
                            + " what was in each directory; leave --delete away");
        }
        Filter filter = Filter.of(rules);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ContentStream(new Trees(objects), objects).copy(root.unread(), bytes);
        return new Deletable(unread(bytes.toByteArray(), (int) root.totals().unread()), filter);
    }

    /** One thing that could not be read. */
    private record Unread(Bytes path, String reason) {}

    /** A sequence of (path, reason), docs/format.md, "Root": as the array that it would be. */
    private static List<RawPath> unread(byte[] sequence, int count) throws IOException {
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        DataOutputStream head = new DataOutputStream(array);
        if (count <= COUNT_IN_HEAD_MAX) {
            head.writeByte(ARRAY + count);
        } else if (count <= 0xff) {
            head.writeByte(ARRAY + ONE_BYTE);
            head.writeByte(count);
        } else if (count <= 0xffff) {
            head.writeByte(ARRAY + TWO_BYTES);
            head.writeShort(count);
        } else {
            head.writeByte(ARRAY + FOUR_BYTES);
            head.writeInt(count);
        }
        head.write(sequence);
        List<Unread> all = Cbor.decode(array.toByteArray(), Deletable::read, Deletable::write);
        return all.stream().map(each -> RawPath.of(each.path().toArray())).toList();
    }

    private static List<Unread> read(CborReader in) throws IOException {
        List<Unread> all = new ArrayList<>();
        in.array();
        while (in.more()) {
            in.array();
            all.add(new Unread(in.bytes(), in.text()));
            in.end();
        }
        in.end();
        return all;
    }

    private static void write(List<Unread> all, CborWriter out) throws IOException {
        out.array(all.size());
        for (Unread each : all) {
            out.array(2);
            out.bytes(each.path());
            out.text(each.reason());
            out.end();
        }
        out.end();
    }

    /** A rule that is read from a file of each directory. */
    private static boolean isOfDirectories(Bytes rule) {
        return rule.length() > 0 && (rule.at(0) == ':' || rule.toString().startsWith("dir-merge"));
    }

    /** Whether what has a path may go, apart from what may be below it. */
    public boolean mayGo(RawPath path, Kind kind) {
        if (unread.stream().anyMatch(each -> each.startsWith(path) || path.startsWith(each))) {
            return false;
        }
        FilterScope scope = filter.top(file -> Optional.empty());
        List<RawName> names = path.names();
        for (RawName name : names.subList(0, names.size() - 1)) {
            if (!scope.judge(name, Kind.DIRECTORY).isKept()) {
                return false;
            }
            scope = scope.enter(name, file -> Optional.empty());
        }
        return scope.judge(names.getLast(), kind).isKept();
    }

    /** Whether a directory may go without a look at what is in it. */
    public boolean hasNoRules() {
        return filter.recorded().isEmpty();
    }
}
