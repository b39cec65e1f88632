package dev.holdfast.server.upkeep;

import dev.holdfast.model.Series;
import dev.holdfast.model.snapshot.Snapshot;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.server.allowance.Accounts;
import dev.holdfast.server.allowance.AdmissionPolicy;
import dev.holdfast.server.allowance.Tab;
import dev.holdfast.server.report.Sentences;
import dev.holdfast.server.report.Served.Housework;
import dev.holdfast.server.report.Served.Reserve;
import dev.holdfast.server.retention.Saved.Mark;
import dev.holdfast.server.session.Steward;
import dev.holdfast.server.space.Room;
import dev.holdfast.server.space.Shares;
import dev.holdfast.store.vault.Vault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Watches over one session of a tenant. */
public final class SessionSteward implements Steward {
    /** Looking at the volume costs something; so much may come unseen, of a small one less. */
    private static final long STEP_MAX = 32L << 20;

    private static final long STEP_MIN = 1L << 20;
    private static final int STEP_PART = 256;

    /** More jobs than any machine has: of each the newest snapshot never goes. */
    static final int SERIES_MAX = 256;

    private static final Duration WEEK = Duration.ofDays(7);

    private final Household household;
    private final Tenant tenant;
    private final Upkeep upkeep;
    private final InstantSource clock;
    private final Consumer<String> log;

    private @Nullable Begun begun;
    private long seenUpTo;
    private Housework housework = Housework.NONE;

    /**
     * @param tenant who comes, one of the household
     * @param log gets a sentence for whatever an administrator should know
     */
    public SessionSteward(
            Household household,
            Tenant tenant,
            Upkeep upkeep,
            InstantSource clock,
            Consumer<String> log) {
        this.household = household;
        this.tenant = tenant;
        this.upkeep = upkeep;
        this.clock = clock;
        this.log = log;
    }

    /**
     * A backup that is under way.
     *
     * @param tab what it runs up
     * @param room when somebody last looked, without what the backup brought
     * @param used what the vault took when it began
     */
    private record Begun(Vault vault, Snapshot.Origin origin, Tab tab, Room room, long used) {

        /** The same after somebody looked again; what this backup brought is counted beside. */
        Begun seen(Room later, long newBytes) {
            Room without =
                    new Room(
                            later.totalBytes(),
                            later.freeBytes(),
                            Math.max(0, later.ownBytes() - newBytes),
                            later.startBytes(),
                            later.stopBytes());
            return new Begun(vault, origin, tab, without, used);
        }
    }

    @Override
    public Optional<Answer.Refused> begin(Vault vault, Snapshot.Origin origin) throws IOException {
        Holdings holdings = upkeep.look();
        Instant now = clock.instant();
        Accounts accounts = new Accounts(Volume.on(tenant.folder()));
        Tab tab = Tab.open(accounts, holder(holdings.room()), now);
        boolean isGranted =
                accounts.grants(tenant.client()).stream()
                        .anyMatch(grant -> grant.until().isAfter(now));
        if (tab.welcome().isAfter(now) && !isGranted) {
            return Optional.of(tooMany(tab.welcome()));
        }
        Set<Series> series = vault.series(origin.client());
        if (series.size() >= SERIES_MAX && !series.contains(origin.series()) && !isGranted) {
            return Optional.of(tooManySeries());
        }
        Room room = holdings.room();
        housework = new Housework(Optional.of(reserve(room)), Optional.empty(), Sentences.NONE);
        if (room.need() > 0) {
            Optional<Room> _ = makeRoom(0);
            room = upkeep.look().room();
        }
        long used = holdings.of(tenant).map(Holding::usedBytes).orElse(0L);
        OwnBytes.forget(tenant.folder());
        begun = new Begun(vault, origin, tab, room, used);
        seenUpTo = 0;
        return Optional.empty();
    }

    private Tab.Holder holder(Room room) {
        long first = tenant.expected().orElseGet(() -> share(room));
        return new Tab.Holder(tenant.client(), admission(), first);
    }

    private AdmissionPolicy admission() {
        return tenant.policy().admission();
    }

    private long share(Room room) {
        List<Long> shares = Shares.of(room.capacity(), household.shares());
        return shares.get(household.tenants().indexOf(tenant));
    }

    private Answer.Refused tooMany(Instant welcome) {
        return Answer.Refused.because(
                RefusalCode.LIMIT,
                "too many backups of %s: the next one is welcome at %s"
                        .formatted(tenant.name(), wholeSecondsFrom(welcome)),
                command(1L << 30));
    }

    /** No sooner, and as people read it. */
    private static Instant wholeSecondsFrom(Instant time) {
        return time.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    }

    private Answer.Refused tooManySeries() {
        return Answer.Refused.because(
                RefusalCode.LIMIT,
                "%s has backups of %d series, and begins no other"
                        .formatted(tenant.name(), SERIES_MAX),
                command(1L << 30));
    }

    /** What would lift a refusal; null where no command does. */
    private @Nullable String command(long bytes) {
        if (household.isPlainFolder()) {
            return null;
        }
        long gibibytes = Math.max(1, (bytes + (1L << 30) - 1) >> 30);
        return String.format(Locale.ROOT, "holdfast server allow %s %dG", tenant.name(), gibibytes);
    }

    /**
     * Returns the room that there is then, if it is known. Whatever goes wrong with that: backups
     * go on as long as they can.
     */
    private Optional<Room> makeRoom(long coming) {
        try {
            Upkeep.Result result = upkeep.makeRoom(new Upkeep.Coming(tenant.client(), coming));
            tell(result);
            return Optional.of(result.freedBytes() == 0 ? result.room() : upkeep.look().room());
        } catch (IOException failure) {
            log.accept("cannot make room: " + failure.getMessage());
            return Optional.empty();
        }
    }

    private void tell(Upkeep.Result result) {
        result.complaints().forEach(log);
        for (var part : result.plan().parts()) {
            for (var going : part.going()) {
                String expired =
                        "expired snapshot %d of %s: %s"
                                .formatted(going.sequence(), part.payer().name(), going.reason());
                log.accept(expired);
                housework =
                        new Housework(
                                housework.before(),
                                housework.after(),
                                housework.expired().and(expired));
            }
        }
        if (result.plan().shortBytes() > 0) {
            log.accept(
                    "%d bytes are wanted and nothing else may go"
                            .formatted(result.plan().shortBytes()));
        }
    }

    @Override
    public Optional<Answer.Refused> bring(long newBytes) throws IOException {
        Begun now = begun;
        if (now == null || newBytes < seenUpTo) {
            return Optional.empty();
        }
        long step = Math.clamp(now.room().totalBytes() / STEP_PART, STEP_MIN, STEP_MAX);
        seenUpTo = newBytes + step;
        charge(now, newBytes);
        Room.Entry entry = entry(now, newBytes);
        if (room(now, newBytes).admits(entry, step)) {
            return Optional.empty();
        }
        if (entry != Room.Entry.SURPLUS) {
            Optional<Room> _ = makeRoom(step);
            now = now.seen(upkeep.look().room(), newBytes);
            begun = now;
        }
        return room(now, newBytes).admits(entry, step)
                ? Optional.empty()
                : Optional.of(refused(now, entry, newBytes));
    }

    /** A full disc keeps nobody from bringing what there is room for; it is charged later. */
    private void charge(Begun now, long newBytes) {
        try {
            now.tab().charge(newBytes, clock.instant());
        } catch (IOException failure) {
            log.accept("cannot charge what was brought: " + failure.getMessage());
        }
    }

    private Room.Entry entry(Begun now, long newBytes) {
        return now.tab().isSurplus(newBytes) || !now.tab().isInRhythm()
                ? Room.Entry.SURPLUS
                : Room.Entry.of(now.used() + newBytes, share(now.room()));
    }

    /** As it is now; nobody else is thought to bring anything since the backup began. */
    private Room room(Begun now, long newBytes) throws IOException {
        Room before = now.room();
        long free = Volume.on(household.root()).space().usableBytes();
        long own = before.ownBytes() + newBytes;
        long within = household.policy().reserve().limit().orElse(Long.MAX_VALUE) - own;
        return new Room(
                before.totalBytes(),
                Math.max(0, Math.min(free, within)),
                own,
                before.startBytes(),
                before.stopBytes());
    }

    private Answer.Refused refused(Begun now, Room.Entry entry, long newBytes) {
        String why =
                switch (entry) {
                    case SURPLUS ->
                            "%s has brought %d bytes, more than the %d that it may bring now, and"
                                            .formatted(tenant.name(), newBytes, now.tab().allowed())
                                    + " there is no room for surplus";
                    case ABOVE_SHARE ->
                            "%s has more than its share of the volume, and nothing of it may go"
                                    .formatted(tenant.name());
                    case WITHIN_SHARE -> "the server's disc is full, and nothing else may go";
                };
        String help = household.isPlainFolder() ? "; make room, or change policy.toml there" : "";
        return Answer.Refused.because(
                RefusalCode.NO_SPACE,
                why + "; what was sent before stays" + help,
                command(newBytes));
    }

    @Override
    public void committing(Snapshot.Figures figures) throws IOException {
        Begun now = begun;
        if (now == null) {
            return;
        }
        charge(now, figures.newBytes());
        Marks marks = new Marks(Volume.on(tenant.folder()));
        var session = now.origin().session();
        if (now.tab().isSurplus(figures.newBytes())) {
            marks.mark(session, Mark.SURPLUS, clock.instant(), "more bytes than allowed");
        } else if (!now.tab().isInRhythm()) {
            marks.mark(session, Mark.SURPLUS, clock.instant(), "more often than allowed");
        }
        Optional<String> change = SuddenChange.in(figuresOf(figures), lastWeek(now, marks.list()));
        if (change.isPresent()) {
            marks.mark(session, Mark.SUSPICIOUS, clock.instant(), change.get());
            log.accept(
                    "sudden change: %s; older snapshots are held until 'holdfast server release %s'"
                            .formatted(change.get(), tenant.name()));
        }
    }

    private static SuddenChange.Figures figuresOf(Snapshot.Figures figures) {
        return new SuddenChange.Figures(
                figures.entries(), figures.contentBytes(), figures.newBytes());
    }

    /** After a week of nothing but sudden changes they have not become usual. */
    private List<SuddenChange.Figures> lastWeek(Begun now, Marks.Listing marks) throws IOException {
        Instant since = clock.instant().minus(WEEK);
        List<Snapshot> usual =
                now.vault().snapshots().stream()
                        .filter(each -> each.origin().client().equals(now.origin().client()))
                        .filter(each -> each.origin().series().equals(now.origin().series()))
                        .filter(each -> !marks.of(each).contains(Mark.SUSPICIOUS))
                        .toList();
        List<Snapshot> young =
                usual.stream().filter(each -> each.received().toInstant().isAfter(since)).toList();
        List<Snapshot> compared =
                young.isEmpty()
                        ? usual.subList(Math.max(0, usual.size() - 1), usual.size())
                        : young;
        return compared.stream().map(each -> figuresOf(each.figures())).toList();
    }

    @Override
    public void finished(long newBytes, Outcome outcome) throws IOException {
        Begun ended = begun;
        begun = null;
        if (ended == null) {
            return;
        }
        try {
            switch (outcome) {
                case COMMITTED -> ended.tab().settle(newBytes, clock.instant());
                case GIVEN_UP -> ended.tab().charge(newBytes, clock.instant());
            }
        } finally {
            OwnBytes.remember(tenant.folder());
            Optional<Reserve> after = makeRoom(0).map(SessionSteward::reserve);
            housework = new Housework(housework.before(), after, housework.expired());
        }
    }

    private static Reserve reserve(Room room) {
        return new Reserve(room.freeBytes(), room.startBytes());
    }

    @Override
    public Housework housework() {
        return housework;
    }
}
