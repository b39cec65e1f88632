package dev.holdfast.client.signs;

import dev.holdfast.client.filter.FilterScope;
import dev.holdfast.client.selection.DirectoryChoices;
import dev.holdfast.filesystem.capture.CaptureBuffers;
import dev.holdfast.filesystem.capture.SourceDirectory;
import dev.holdfast.filesystem.capture.SourceDirectory.Listing;
import dev.holdfast.model.RawName;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for signs in directories. For one thread at a time. */
public final class Signs {
    private final SmallFiles files;

    public Signs(CaptureBuffers buffers) {
        this.files = new SmallFiles(buffers);
    }

    /**
     * The names in a directory that are visited.
     *
     * @param leftOut why these are not all; null if they are
     */
    public record Visited(List<RawName> names, @Nullable String leftOut) {
        public Visited {
            names = List.copyOf(names);
        }
    }

    /** Finds files of rules in a directory, as long as it is open. */
    public FilterScope.Files rulesIn(SourceDirectory directory) {
        return name -> files.read(directory, name, FilterScope.Files.LENGTH_MAX + 1);
    }

    /**
     * Whether a directory is left out as a cache.
     *
     * @param files in it
     */
    public static boolean isCache(DirectoryChoices choices, FilterScope.Files files) {
        try {
            return choices.leavesCaches()
                    && files.read(CacheTag.NAME).filter(CacheTag::begins).isPresent();
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** What is visited of a directory. */
    public Visited visited(SourceDirectory directory, Listing listing, DirectoryChoices choices) {
        if (VaultFolders.isOne(listing)) {
            return new Visited(List.of(), "it is a vault");
        }
        boolean tagged =
                choices.leavesCaches()
                        && Collections.binarySearch(listing.names(), CacheTag.NAME) >= 0
                        && CacheTag.isIn(directory, files);
        return tagged
                ? new Visited(List.of(CacheTag.NAME), "it is tagged as a cache")
                : new Visited(listing.names(), null);
    }
}
