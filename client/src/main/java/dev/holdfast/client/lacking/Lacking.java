package dev.holdfast.client.lacking;

import dev.holdfast.model.RawName;
import java.util.ArrayList;
import java.util.List;

/**
 * The names that are in a directory of the target, of which the snapshot tells its own in order.
 */
public final class Lacking {
    private final List<RawName> names;
    private final List<RawName> lacking = new ArrayList<>();
    private int next;

    /**
     * @param names in order
     */
    public Lacking(List<RawName> names) {
        this.names = names;
    }

    /** The snapshot has a name, greater than all before. */
    public void told(RawName name) {
        while (next < names.size() && names.get(next).compareTo(name) < 0) {
            lacking.add(names.get(next++));
        }
        if (next < names.size() && names.get(next).equals(name)) {
            next++;
        }
    }

    /** Once all was told: what the snapshot does not have. */
    public List<RawName> rest() {
        lacking.addAll(names.subList(next, names.size()));
        next = names.size();
        return lacking;
    }
}
