package dev.holdfast.store.scrub;

import dev.holdfast.model.ObjectId;
import dev.holdfast.model.Timestamp;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.store.frame.Featured;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which snapshots lack something, and what (docs/format.md, "Damage").
 *
 * @param made when somebody looked
 * @param snapshots that lack something, by rising sequence
 * @param lost objects that they or a partial need and that are not present, nor given up for lost;
 *     at most {@link #LOST_MAX}
 */
public record DamageReport(Timestamp made, List<Long> snapshots, List<ObjectId> lost) {
    /** More are as good as all. */
    public static final int LOST_MAX = 65_536;

    private static final Note<DamageReport> NOTE =
            new Note<>(
                    "damage",
                    4 << 20,
                    new Featured.Form<>(
                            "HFdama01",
                            "what is damaged",
                            DamageReport::read,
                            DamageReport::write));

    public DamageReport {
        snapshots = List.copyOf(snapshots);
        lost = List.copyOf(lost);
    }

    /** Empty if nobody ever looked, or it is not known any more. */
    public static Optional<DamageReport> load(Volume volume) throws IOException {
        return NOTE.load(volume);
    }

    /** Durable on return, unless the disc is full: then it is made again another time. */
    void save(Volume volume) throws IOException {
        NOTE.save(volume, this);
    }

    /** Whether something was damaged the last time, or is said to be since. */
    static boolean isWorthMaking(Examined vault) throws IOException {
        return vault.hasDamage()
                || load(vault.volume()).filter(last -> !last.snapshots.isEmpty()).isPresent();
    }

    private static void write(DamageReport report, CborWriter out) throws IOException {
        out.array(3);
        out.timestamp(report.made);
        out.array(report.snapshots.size());
        for (long sequence : report.snapshots) {
            out.integer(sequence);
        }
        out.end();
        byte[] lost = new byte[report.lost.size() * ObjectId.SIZE];
        for (int i = 0; i < report.lost.size(); i++) {
            report.lost.get(i).write(lost, i * ObjectId.SIZE);
        }
        out.bytes(lost);
        out.end();
    }

    private static DamageReport read(CborReader in) throws IOException {
        in.array();
        Timestamp made = in.timestamp();
        List<Long> snapshots = new ArrayList<>();
        in.array();
        while (in.more()) {
            snapshots.add(in.integer(Long.MAX_VALUE));
        }
        in.end();
        byte[] ids = in.byteArray();
        List<ObjectId> lost = new ArrayList<>();
        for (int at = 0; at + ObjectId.SIZE <= ids.length; at += ObjectId.SIZE) {
            lost.add(ObjectId.read(ids, at));
        }
        in.end();
        return new DamageReport(made, snapshots, lost);
    }
}
