package dev.holdfast.model.tree;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.ClientId;
import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Series;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.VaultId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one backup saved.
 *
 * @param lineage whose it is and what came before it
 * @param top the root directory: its metadata, and the tree of what was saved below it
 * @param rules what was asked for, and what was left out of it
 * @param mounts file systems that were met
 * @param users names of the users that own something, by number
 * @param groups names of the groups that own something, by number
 * @param facts about the host, by name: what a bare-metal restore wants to know
 * @param unread a sequence of CBOR arrays (path, reason), one for each thing that was not read
 * @param totals what was met
 */
public record Root(
        Lineage lineage,
        Top top,
        Rules rules,
        List<Mount> mounts,
        SortedMap<Long, String> users,
        SortedMap<Long, String> groups,
        SortedMap<String, Content> facts,
        Content unread,
        Totals totals) {
    public Root {
        mounts = List.copyOf(mounts);
        users = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(users));
        groups = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(groups));
        facts = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    /**
     * Whose backup it is, sealed so that a server which rolls back, hides, swaps or re-stamps
     * snapshots is noticed.
     *
     * @param sequence counts the roots of the series, from 1
     * @param started the client's clock when the run began
     * @param previous the root before it in the series; not a reference, so it may be gone
     */
    public record Lineage(
            VaultId vault,
            ClientId client,
            Series series,
            long sequence,
            Timestamp started,
            @Nullable ObjectId previous) {
        public Lineage {
            if (sequence < 1) {
                throw new IllegalArgumentException("root number " + sequence);
            }
        }
    }

    /** The directory {@code /}. */
    public record Top(Metadata metadata, Node.Directory directory) {}

    /**
     * What decided which paths were saved.
     *
     * @param asked the paths that were to be saved
     * @param options what else was left out, by name
     * @param filter the first rule that means a path decides
     */
    public record Rules(List<Bytes> asked, List<String> options, List<Rule> filter) {
        public Rules {
            asked = List.copyOf(asked);
            options = List.copyOf(options);
            filter = List.copyOf(filter);
        }
    }

    /**
     * One rule of the filter.
     *
     * @param source the file it stood in, or words for what is none
     * @param line from 1; 0 where there are no lines
     * @param text in the language of rsync's filters
     */
    public record Rule(String source, int line, Bytes text) {
        public Rule {
            if (line < 0) {
                throw new IllegalArgumentException("impossible line " + line);
            }
        }
    }

    /**
     * A file system that the walk met.
     *
     * @param path where it is mounted
     * @param taken whether it was saved
     */
    public record Mount(Bytes path, FileSystemId id, boolean taken) {}

    /**
     * What the run met.
     *
     * @param entries of every kind
     * @param bytes of content
     * @param unread things that could not be read
     */
    public record Totals(long entries, long bytes, long unread) {
        public Totals {
            if (entries < 0 || bytes < 0 || unread < 0) {
                throw new IllegalArgumentException(
                        "impossible totals %d %d %d".formatted(entries, bytes, unread));
            }
        }
    }
}
