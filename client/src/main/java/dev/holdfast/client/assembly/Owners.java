package dev.holdfast.client.assembly;

import dev.holdfast.model.tree.Owner;
import dev.holdfast.model.tree.Root;
import dev.holdfast.platform.linux.Accounts;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects who owns something, so that a restore elsewhere can go by names. */
public final class Owners {
    private final SortedMap<Long, String> users = new TreeMap<>();
    private final SortedMap<Long, String> groups = new TreeMap<>();
    private final Set<Long> usersMet = new HashSet<>();
    private final Set<Long> groupsMet = new HashSet<>();

    /**
     * @param before the last snapshot, whose unchanged entries are not looked at again
     */
    public Owners(@Nullable Root before) {
        if (before != null) {
            users.putAll(before.users());
            groups.putAll(before.groups());
        }
    }

    void met(Owner owner) {
        if (usersMet.add(owner.user())) {
            Accounts.userName(owner.user()).ifPresent(name -> users.put(owner.user(), name));
        }
        if (groupsMet.add(owner.group())) {
            Accounts.groupName(owner.group()).ifPresent(name -> groups.put(owner.group(), name));
        }
    }

    public SortedMap<Long, String> users() {
        return users;
    }

    public SortedMap<Long, String> groups() {
        return groups;
    }
}
