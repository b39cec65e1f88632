package dev.holdfast.client.restore;

import dev.holdfast.model.RawPath;

/** Hears what a restore meets, as it goes, from one thread at a time. */
public interface RestoreListener {
    /** Something is there again. */
    void restored(RawPath path);

    /** Something could not be made again. */
    void failed(RawPath path, String reason);

    /** Something that the snapshot does not have is gone. */
    default void deleted(RawPath path) {}

    /**
     * A directory that the snapshot does not have is not deleted, nor would be.
     *
     * @param because something in it that a backup by the snapshot's rules would not have saved
     */
    default void stays(RawPath directory, RawPath because) {}

    /** What a restore would do. */
    enum Deed {
        CREATE,
        REPLACE,
        /** Owner, permissions, times, attributes: the content is right. */
        ATTRIBUTES,
        DELETE
    }

    /** In a dry run: what would be done. */
    default void planned(Deed deed, RawPath path) {}

    /** Something was left alone because it is Holdfast's own. */
    default void spared(RawPath path) {}

    /**
     * Lets a listener hear of one thing after the other, whatever threads have something to say.
     */
    static RestoreListener oneAtATime(RestoreListener listener) {
        return new RestoreListener() {
            @Override
            public synchronized void restored(RawPath path) {
                listener.restored(path);
            }

            @Override
            public synchronized void failed(RawPath path, String reason) {
                listener.failed(path, reason);
            }

            @Override
            public synchronized void deleted(RawPath path) {
                listener.deleted(path);
            }

            @Override
            public synchronized void stays(RawPath directory, RawPath because) {
                listener.stays(directory, because);
            }

            @Override
            public synchronized void planned(Deed deed, RawPath path) {
                listener.planned(deed, path);
            }

            @Override
            public synchronized void spared(RawPath path) {
                listener.spared(path);
            }
        };
    }
}
