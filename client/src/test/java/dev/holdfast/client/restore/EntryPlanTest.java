package dev.holdfast.client.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.present.Found;
import dev.holdfast.client.restore.EntryPlan.Action;
import dev.holdfast.client.restore.RestoreRequest.Earnest;
import dev.holdfast.client.restore.RestoreRequest.Others;
import dev.holdfast.client.restore.RestoreRequest.Overwrite;
import dev.holdfast.client.restore.RestoreRequest.Rules;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.tree.Content;
import dev.holdfast.model.tree.Metadata;
import dev.holdfast.model.tree.Node;
import dev.holdfast.model.tree.Owner;
import dev.holdfast.model.tree.Times;
import dev.holdfast.model.tree.Xattr;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EntryPlanTest {
    private static final Node FILE = new Node.RegularFile(5, Content.EMPTY);
    private static final Node DIRECTORY = new Node.Directory(null, Node.Coverage.WHOLE, null);
    private static final Node LINK = new Node.SymbolicLink(Bytes.utf8("target"));

    private static Found found(Node node, int mode, long modified, Xattr... xattrs) {
        Timestamp time = new Timestamp(modified, 0);
        Times times = new Times(time, time, null);
        return new Found(
                new Metadata(mode, new Owner(1, 2), times, 3, 1, 0, List.of(xattrs)), node);
    }

    private static Action plan(Found wanted, Found existing, Overwrite overwrite, Others others) {
        Rules rules = new Rules(overwrite, others, Earnest.DO, Owners.NUMERIC);
        return EntryPlan.of(wanted, Optional.of(existing), rules);
    }

    private static Action plan(Found wanted, Found existing) {
        return plan(wanted, existing, Overwrite.CHANGED, Others.KEEP);
    }

    @ParameterizedTest
    @EnumSource(Overwrite.class)
    void whatIsMissingIsMade(Overwrite overwrite) {
        Rules rules = new Rules(overwrite, Others.KEEP, Earnest.DO, Owners.NUMERIC);
        assertThat(EntryPlan.of(found(FILE, 0644, 1), Optional.empty(), rules))
                .isEqualTo(Action.CREATE);
    }

    @Test
    void aFileOfTheSameSizeAndTimeIsRight() {
        assertThat(plan(found(FILE, 0644, 1), found(FILE, 0644, 1))).isEqualTo(Action.NOTHING);
        assertThat(plan(found(FILE, 0644, 1), found(FILE, 0600, 1))).isEqualTo(Action.ATTRIBUTES);
        assertThat(plan(found(FILE, 0644, 1), found(FILE, 0644, 2))).isEqualTo(Action.COMPARE);
        Node longer = new Node.RegularFile(6, Content.EMPTY);
        assertThat(plan(found(FILE, 0644, 1), found(longer, 0644, 1))).isEqualTo(Action.COMPARE);
    }

    @Test
    void contentIsComparedAlwaysIfSaidSo() {
        assertThat(plan(found(FILE, 0644, 1), found(FILE, 0644, 1), Overwrite.ALWAYS, Others.KEEP))
                .isEqualTo(Action.COMPARE);
    }

    @Test
    void whatExistsIsKeptIfSaidSo() {
        for (Node existing : List.of(FILE, DIRECTORY, LINK)) {
            assertThat(
                            plan(
                                    found(FILE, 0644, 1),
                                    found(existing, 0600, 2),
                                    Overwrite.NEVER,
                                    Others.DELETE))
                    .isEqualTo(Action.KEEP);
        }
    }

    @Test
    void anotherTypeIsReplacedButADirectoryOnlyIfItMayBeDeleted() {
        assertThat(plan(found(FILE, 0644, 1), found(LINK, 0777, 1))).isEqualTo(Action.REPLACE);
        assertThat(plan(found(DIRECTORY, 0755, 1), found(LINK, 0777, 1))).isEqualTo(Action.REPLACE);
        assertThat(plan(found(FILE, 0644, 1), found(DIRECTORY, 0755, 1)))
                .isEqualTo(Action.OBSTRUCTED);
        assertThat(
                        plan(
                                found(FILE, 0644, 1),
                                found(DIRECTORY, 0755, 1),
                                Overwrite.CHANGED,
                                Others.DELETE))
                .isEqualTo(Action.REPLACE);
    }

    @Test
    void ofALinkTheTargetCountsAndNotTheMode() {
        assertThat(plan(found(LINK, 0777, 1), found(LINK, 0700, 1))).isEqualTo(Action.NOTHING);
        Node other = new Node.SymbolicLink(Bytes.utf8("other"));
        assertThat(plan(found(LINK, 0777, 1), found(other, 0777, 1))).isEqualTo(Action.REPLACE);
    }

    @Test
    void attributesThatOnlyTheMachineAddsAreNoDifference() {
        Xattr label = new Xattr(Bytes.utf8("security.selinux"), Bytes.utf8("x"));
        Xattr users = new Xattr(Bytes.utf8("user.x"), Bytes.utf8("x"));
        assertThat(plan(found(FILE, 0644, 1), found(FILE, 0644, 1, label)))
                .isEqualTo(Action.NOTHING);
        assertThat(plan(found(FILE, 0644, 1), found(FILE, 0644, 1, users)))
                .isEqualTo(Action.ATTRIBUTES);
        assertThat(plan(found(FILE, 0644, 1, label), found(FILE, 0644, 1)))
                .isEqualTo(Action.ATTRIBUTES);
    }

    @Test
    void ownersByNameReachIntoAcls() {
        byte[] acl = {2, 0, 0, 0, 2, 0, 4, 0, 7, 0, 0, 0, 8, 0, 4, 0, 8, 0, 0, 0};
        byte[] changed = {2, 0, 0, 0, 2, 0, 4, 0, 9, 0, 0, 0, 8, 0, 4, 0, 8, 0, 0, 0};
        Bytes name = Bytes.utf8("system.posix_acl_access");
        Metadata saved = found(FILE, 0644, 1, new Xattr(name, Bytes.copyOf(acl))).metadata();
        Metadata local = new Owners(Map.of(1L, 10L, 7L, 9L), Map.of(2L, 20L)).local(saved);
        assertThat(local.owner()).isEqualTo(new Owner(10, 20));
        assertThat(local.xattrs()).containsExactly(new Xattr(name, Bytes.copyOf(changed)));
    }
}
