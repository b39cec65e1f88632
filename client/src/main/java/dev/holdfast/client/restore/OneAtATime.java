package dev.holdfast.client.restore;

import dev.holdfast.model.RawPath;

/** Lets a listener hear of one thing after the other, though many threads have something to say. */
final class OneAtATime implements RestoreListener {
    private final RestoreListener listener;

    OneAtATime(RestoreListener listener) {
        this.listener = listener;
    }

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
    public synchronized void planned(Deed deed, RawPath path) {
        listener.planned(deed, path);
    }

    @Override
    public synchronized void spared(RawPath path) {
        listener.spared(path);
    }
}
