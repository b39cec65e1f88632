package dev.holdfast.server.allowance;

import dev.holdfast.model.ClientId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * What one session runs up on its client's account. Bytes are charged while they come: a session
 * that never ends well has paid for what it brought, and sessions beside each other share one
 * allowance.
 */
public final class Tab {
    private final Accounts accounts;
    private final Holder holder;
    private final long allowed;

    /** As it was when somebody last looked. */
    private Account account;

    private long chargedBytes;

    /**
     * Whose account it is.
     *
     * @param first bytes that may be set aside for a first backup
     */
    public record Holder(ClientId client, AdmissionPolicy policy, long first) {}

    private Tab(Accounts accounts, Holder holder, Account account) {
        this.accounts = accounts;
        this.holder = holder;
        this.account = account;
        this.allowed = account.allowed();
    }

    /** Looks at the account; nothing is written before something is charged. */
    public static Tab open(Accounts accounts, Holder holder, Instant now) throws IOException {
        List<Grant> grants = accounts.grants(holder.client());
        Account account =
                accounts.find(holder.client())
                        .orElseGet(() -> Account.opened(now, holder.first(), grants))
                        .at(now, holder.policy(), grants);
        return new Tab(accounts, holder, account);
    }

    /** What the client might bring when the session began. */
    public long allowed() {
        return allowed;
    }

    /** When the next snapshot is welcome, even as surplus; not after the time of the look: now. */
    public Instant welcome() {
        return account.welcome(holder.policy().rhythm());
    }

    /** Whether bytes beyond those that were charged make, or would make, surplus. */
    public boolean isSurplus(long newBytes) {
        return account.balance() - (newBytes - chargedBytes) < 0;
    }

    public boolean isInRhythm() {
        return account.isInRhythm(holder.policy().rhythm());
    }

    /**
     * Charges what came since the last time. Durable on return.
     *
     * @param newBytes that the session has brought in all
     */
    public void charge(long newBytes, Instant now) throws IOException {
        change(newBytes, now, false);
    }

    /** Charges the rest, and counts the snapshot that was made. Durable on return. */
    public void settle(long newBytes, Instant now) throws IOException {
        change(newBytes, now, true);
    }

    private void change(long newBytes, Instant now, boolean isSnapshot) throws IOException {
        List<Grant> grants = accounts.grants(holder.client());
        account =
                accounts.change(
                        holder.client(),
                        account,
                        before -> {
                            Account charged =
                                    before.at(now, holder.policy(), grants)
                                            .charged(Math.max(0, newBytes - chargedBytes));
                            return isSnapshot
                                    ? charged.withSnapshot(holder.policy().rhythm())
                                    : charged;
                        });
        chargedBytes = Math.max(chargedBytes, newBytes);
    }
}
