package dev.holdfast.platform.outbox;

import dev.holdfast.platform.durable.Volume;
import dev.holdfast.platform.durable.VolumeLock;
import dev.holdfast.platform.mail.Letter;
import dev.holdfast.platform.mail.Mailer;
import dev.holdfast.platform.web.WebCall;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mail and web calls that wait to be sent, a file each in {@code outbox/} of a folder. Bounded:
 * when there are too many, or one is too old, it is dropped. Who puts something in never waits for
 * another host.
 */
public final class Outbox {
    /** Enough for a morning after a bad night of many clients. */
    static final int COUNT_MAX = 300;

    /** After so long nobody wants to know any more. */
    static final Duration MAIL_AGE_MAX = Duration.ofDays(5);

    /** A ping that comes late says what is not so. */
    static final Duration CALL_AGE_MAX = Duration.ofHours(6);

    private static final String FOLDER = "outbox";
    private static final String LOCK = FOLDER + "/lock";

    /** Held by who delivers: whoever puts something in need not wait for that. */
    private static final String DELIVERING = FOLDER + "/delivering";

    private static final int SIZE_MAX = 4 << 20;
    private static final Pattern FORM = Pattern.compile("([0-9]{15})-([0-9]{6})\\.(mail|call)");

    private final Volume volume;

    public Outbox(Volume volume) {
        this.volume = volume;
    }

    /** Makes mail wait. */
    public void add(Letter letter) throws IOException {
        add(letter.at(), "mail", Mailer.message(letter));
    }

    /** Makes a call wait. */
    public void add(WebCall call, Instant now) throws IOException {
        String text = call.address() + "\n" + call.json().orElse("");
        add(now, "call", text.getBytes(StandardCharsets.UTF_8));
    }

    private void add(Instant now, String kind, byte[] bytes) throws IOException {
        volume.makeDirectory(FOLDER);
        try (VolumeLock _ = volume.lock(LOCK)) {
            List<Item> items = items();
            for (Item old : items.subList(0, Math.max(0, items.size() - COUNT_MAX + 1))) {
                volume.delete(old.file());
            }
            int number = items.isEmpty() ? 0 : items.getLast().number() + 1;
            volume.replace(new Item(now, number % 1_000_000, kind).file(), bytes);
        }
    }

    /** How many wait. */
    public int size() throws IOException {
        return items().size();
    }

    /** Since when the first of them waits. */
    public Optional<Instant> oldest() throws IOException {
        return items().stream().map(Item::at).min(Instant::compareTo);
    }

    /**
     * Something that waits.
     *
     * @param number tells those of one moment apart
     */
    private record Item(Instant at, int number, String kind) {
        String file() {
            return "%s/%015d-%06d.%s".formatted(FOLDER, at.toEpochMilli(), number, kind);
        }

        boolean isMail() {
            return kind.equals("mail");
        }

        boolean isTooOld(Instant now) {
            return at.plus(isMail() ? MAIL_AGE_MAX : CALL_AGE_MAX).isBefore(now);
        }
    }

    private List<Item> items() throws IOException {
        List<Item> items = new ArrayList<>();
        for (String name : volume.list(FOLDER)) {
            Matcher form = FORM.matcher(name);
            if (form.matches()) {
                items.add(
                        new Item(
                                Instant.ofEpochMilli(Long.parseLong(form.group(1))),
                                Integer.parseInt(form.group(2)),
                                form.group(3)));
            }
        }
        return items;
    }

    /**
     * By whom things are sent.
     *
     * @param mailer none: mail is dropped, as nobody would take it
     */
    public record Carriers(Optional<Mailer> mailer, Duration patience) {}

    /**
     * Sends what waits; what cannot be sent waits on, until it is too old. After the first failure
     * of mail the rest of it waits for the next time: the server is down for all.
     *
     * @return what went wrong, each a sentence
     */
    public List<String> deliver(Carriers carriers, Instant now) throws IOException {
        Optional<VolumeLock> lock =
                items().isEmpty() ? Optional.empty() : volume.tryLock(DELIVERING);
        List<String> wrong = new ArrayList<>();
        if (lock.isEmpty()) {
            return wrong;
        }
        try (VolumeLock _ = lock.get()) {
            boolean isMailDown = false;
            for (Item item : items()) {
                if (item.isMail() && isMailDown && !item.isTooOld(now)) {
                    continue;
                }
                try {
                    send(item, carriers);
                    volume.delete(item.file());
                } catch (IOException failure) {
                    isMailDown |= item.isMail();
                    wrong.add(String.valueOf(failure.getMessage()));
                    giveUpIfOld(item, now, wrong);
                }
            }
        }
        return wrong.stream().distinct().toList();
    }

    private void giveUpIfOld(Item item, Instant now, List<String> wrong) throws IOException {
        if (item.isTooOld(now)) {
            volume.delete(item.file());
            wrong.add("gave up what was to be sent at " + item.at());
        }
    }

    private void send(Item item, Carriers carriers) throws IOException {
        byte[] bytes = volume.readAll(item.file(), SIZE_MAX);
        if (item.isMail()) {
            if (carriers.mailer().isPresent()) {
                carriers.mailer().get().send(bytes);
            }
            return;
        }
        String[] parts = new String(bytes, StandardCharsets.UTF_8).split("\n", 2);
        Optional<String> json =
                parts.length < 2 || parts[1].isEmpty() ? Optional.empty() : Optional.of(parts[1]);
        try {
            new WebCall(URI.create(parts[0]), json).send(carriers.patience());
        } catch (IllegalArgumentException damaged) {
            throw new IOException("a call that waited is damaged", damaged);
        }
    }
}
