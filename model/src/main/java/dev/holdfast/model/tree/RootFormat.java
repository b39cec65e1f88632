package dev.holdfast.model.tree;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.Kind;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Series;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.cbor.Cbor;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import dev.holdfast.model.object.PlainObject;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Roots to objects and back (docs/format.md, "Root"). */
public final class RootFormat {
    /** Bounds each sequence in a root; names of users are the longest. */
    private static final int COUNT_MAX = 16_384;

    private RootFormat() {}

    public static PlainObject encode(Root root) {
        References references = References.collect();
        byte[] bytes = Cbor.encode(out -> write(out, root, references));
        return new PlainObject(Kind.ROOT, references.ids(), bytes);
    }

    /**
     * @throws MalformedException unless the object is a root in its one form, with just the
     *     references that it uses
     */
    public static Root decode(PlainObject object) throws MalformedException {
        TreeFormat.requireKind(object, Kind.ROOT);
        References references = References.of(object.references());
        References used = References.collect();
        Root root =
                Cbor.decode(
                        object.bytes(),
                        in -> read(in, references),
                        (value, out) -> write(out, value, used));
        TreeFormat.requireSame(object, used);
        return root;
    }

    private static void write(CborWriter out, Root root, References references) throws IOException {
        out.array(9);
        writeLineage(out, root.lineage());
        out.array(4);
        EntryFormat.writeMetadata(out, root.top().metadata());
        EntryFormat.writeDirectory(out, root.top().directory(), references);
        out.end();
        writeRules(out, root.rules());
        out.array(root.mounts().size());
        for (Root.Mount mount : root.mounts()) {
            out.array(3);
            out.bytes(mount.path());
            EntryFormat.writeFileSystem(out, mount.id());
            out.bool(mount.taken());
            out.end();
        }
        out.end();
        writeNames(out, root.users());
        writeNames(out, root.groups());
        writeFacts(out, root.facts(), references);
        ContentFormat.write(out, root.unread(), references);
        out.array(3);
        out.integer(root.totals().entries());
        out.integer(root.totals().bytes());
        out.integer(root.totals().unread());
        out.end();
        out.end();
    }

    private static Root read(CborReader in, References references) throws IOException {
        in.array();
        Root root =
                new Root(
                        readLineage(in),
                        readTop(in, references),
                        readRules(in),
                        TreeFormat.readAll(in, COUNT_MAX, RootFormat::readMount),
                        readNames(in),
                        readNames(in),
                        readFacts(in, references),
                        ContentFormat.read(in, references),
                        readTotals(in));
        in.end();
        return root;
    }

    private static void writeLineage(CborWriter out, Root.Lineage lineage) throws IOException {
        out.array(6);
        out.bytes(lineage.vault().toArray());
        out.bytes(lineage.client().toArray());
        out.text(lineage.series().value());
        out.integer(lineage.sequence());
        out.timestamp(lineage.started());
        if (lineage.previous() == null) {
            out.nil();
        } else {
            out.id(lineage.previous());
        }
        out.end();
    }

    private static Root.Lineage readLineage(CborReader in) throws IOException {
        in.array();
        Root.Lineage lineage =
                new Root.Lineage(
                        VaultId.of(in.byteArray()),
                        ClientId.of(in.byteArray()),
                        new Series(in.text()),
                        in.integer(),
                        in.timestamp(),
                        in.nil() ? null : in.id());
        in.end();
        return lineage;
    }

    private static Root.Top readTop(CborReader in, References references) throws IOException {
        in.array();
        Root.Top top =
                new Root.Top(
                        EntryFormat.readMetadata(in), EntryFormat.readDirectory(in, references));
        in.end();
        return top;
    }

    private static void writeRules(CborWriter out, Root.Rules rules) throws IOException {
        out.array(3);
        out.array(rules.asked().size());
        for (Bytes path : rules.asked()) {
            out.bytes(path);
        }
        out.end();
        out.array(rules.options().size());
        for (String option : rules.options()) {
            out.text(option);
        }
        out.end();
        out.array(rules.filter().size());
        for (Root.Rule rule : rules.filter()) {
            out.array(3);
            out.text(rule.source());
            out.integer(rule.line());
            out.bytes(rule.text());
            out.end();
        }
        out.end();
        out.end();
    }

    private static Root.Rules readRules(CborReader in) throws IOException {
        in.array();
        Root.Rules rules =
                new Root.Rules(
                        TreeFormat.readAll(in, COUNT_MAX, CborReader::bytes),
                        TreeFormat.readAll(in, COUNT_MAX, CborReader::text),
                        TreeFormat.readAll(in, COUNT_MAX, RootFormat::readRule));
        in.end();
        return rules;
    }

    private static Root.Rule readRule(CborReader in) throws IOException {
        in.array();
        Root.Rule rule = new Root.Rule(in.text(), in.intUpTo(Integer.MAX_VALUE), in.bytes());
        in.end();
        return rule;
    }

    private static Root.Mount readMount(CborReader in) throws IOException {
        in.array();
        Root.Mount mount = new Root.Mount(in.bytes(), EntryFormat.readFileSystem(in), in.bool());
        in.end();
        return mount;
    }

    private static void writeNames(CborWriter out, SortedMap<Long, String> names)
            throws IOException {
        out.array(names.size());
        for (Map.Entry<Long, String> name : names.entrySet()) {
            out.array(2);
            out.integer(name.getKey());
            out.text(name.getValue());
            out.end();
        }
        out.end();
    }

    private static SortedMap<Long, String> readNames(CborReader in) throws IOException {
        SortedMap<Long, String> names = new TreeMap<>();
        for (Map.Entry<Long, String> name :
                TreeFormat.readAll(in, COUNT_MAX, RootFormat::readName)) {
            names.put(name.getKey(), name.getValue());
        }
        return names;
    }

    private static Map.Entry<Long, String> readName(CborReader in) throws IOException {
        in.array();
        Map.Entry<Long, String> name = Map.entry(in.integer(), in.text());
        in.end();
        return name;
    }

    private static void writeFacts(
            CborWriter out, SortedMap<String, Content> facts, References references)
            throws IOException {
        out.array(facts.size());
        for (Map.Entry<String, Content> fact : facts.entrySet()) {
            out.array(2);
            out.text(fact.getKey());
            ContentFormat.write(out, fact.getValue(), references);
            out.end();
        }
        out.end();
    }

    private static SortedMap<String, Content> readFacts(CborReader in, References references)
            throws IOException {
        SortedMap<String, Content> facts = new TreeMap<>();
        in.array();
        while (in.more()) {
            if (facts.size() == COUNT_MAX) {
                throw new MalformedException("too many facts");
            }
            in.array();
            facts.put(in.text(), ContentFormat.read(in, references));
            in.end();
        }
        in.end();
        return facts;
    }

    private static Root.Totals readTotals(CborReader in) throws IOException {
        in.array();
        Root.Totals totals = new Root.Totals(in.integer(), in.integer(), in.integer());
        in.end();
        return totals;
    }
}
