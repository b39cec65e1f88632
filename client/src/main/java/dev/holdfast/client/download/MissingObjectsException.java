package dev.holdfast.client.download;

import dev.holdfast.model.ObjectId;
import java.io.IOException;
import java.util.List;

/** The vault does not have what one of its own objects refers to: it is damaged. */
public final class MissingObjectsException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient List<ObjectId> ids;

    MissingObjectsException(List<ObjectId> ids) {
        super(
                "the vault lacks %d object%s that a snapshot needs, the first is %s"
                        .formatted(ids.size(), ids.size() == 1 ? "" : "s", ids.getFirst()));
        this.ids = List.copyOf(ids);
    }

    public List<ObjectId> ids() {
        return ids;
    }
}
