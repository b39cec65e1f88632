package dev.holdfast.store.snapshot;

import dev.holdfast.model.ClientId;
import dev.holdfast.model.Series;
import dev.holdfast.model.snapshot.Snapshot;

/** Names a series within a vault: several clients may share one, and each has its own series. */
final class SeriesName {
    private SeriesName() {}

    static String of(Snapshot.Origin origin) {
        return of(origin.client(), origin.series());
    }

    static String of(ClientId client, Series series) {
        return client + "-" + series;
    }
}
