package dev.holdfast.client.restore;

import dev.holdfast.model.RawName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file with several names, the first of which is being made. The other names wait for it, in
 * whatever thread it is finished.
 */
final class LinkedFile {
    private final Folder folder;
    private final RawName name;
    private long namesLeft;

    // Guarded by this.
    private final List<Waiting> waiting = new ArrayList<>();
    private State state = State.PENDING;
    private @Nullable String reason;

    /** Whether there is something to link to. */
    enum State {
        PENDING,
        MADE,
        FAILED
    }

    /** Hears when the file is there, or that it will never be. */
    interface Waiting {
        void made() throws IOException;

        void failed(String reason) throws IOException;
    }

    /**
     * @param names that it has in the snapshot
     */
    LinkedFile(Folder folder, RawName name, long names) {
        this.folder = folder;
        this.name = name;
        this.namesLeft = names - 1;
    }

    Folder folder() {
        return folder;
    }

    RawName name() {
        return name;
    }

    /** Counts one more name; returns whether that was the last. */
    boolean countName() {
        namesLeft--;
        return namesLeft == 0;
    }

    void whenMade(Waiting next) throws IOException {
        synchronized (this) {
            if (state == State.PENDING) {
                waiting.add(next);
                return;
            }
        }
        tell(next);
    }

    void made() throws IOException {
        settle(State.MADE, "");
    }

    void failed(String why) throws IOException {
        settle(State.FAILED, why);
    }

    private void settle(State settled, String why) throws IOException {
        List<Waiting> all;
        synchronized (this) {
            if (state != State.PENDING) {
                return;
            }
            state = settled;
            reason = why;
            all = List.copyOf(waiting);
            waiting.clear();
        }
        for (Waiting each : all) {
            tell(each);
        }
    }

    private void tell(Waiting next) throws IOException {
        if (state == State.MADE) {
            next.made();
        } else {
            next.failed(String.valueOf(reason));
        }
    }
}
