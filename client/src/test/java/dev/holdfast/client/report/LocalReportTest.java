package dev.holdfast.client.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.client.fixture.Heard;
import dev.holdfast.client.progress.BackupListener;
import dev.holdfast.client.progress.BackupProgress;
import dev.holdfast.client.report.LocalReport.NoteKind;
import dev.holdfast.client.report.Recorder.Ending;
import dev.holdfast.client.report.Recorder.Made;
import dev.holdfast.codec.key.RootSecret;
import dev.holdfast.codec.key.SealingKeys;
import dev.holdfast.model.Bytes;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.RawPath;
import dev.holdfast.model.RunOutcome;
import dev.holdfast.model.Series;
import dev.holdfast.model.tree.Root;
import dev.holdfast.protocol.message.Request;
import dev.holdfast.protocol.message.Request.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalReportTest {
    private static final Instant BEGAN = Instant.parse("2026-03-04T05:06:07Z");
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir Path state;

    private final BackupProgress progress = new BackupProgress();
    private final Recorder recorder = new Recorder(Series.SYSTEM, BEGAN, progress);

    private static Ending done() {
        return new Ending(
                RunOutcome.DONE, Optional.empty(), Optional.of(new Made(17, 4, totals())));
    }

    private static Root.Totals totals() {
        return new Root.Totals(100, 1_000, 0);
    }

    private static SealingKeys keys() {
        return RootSecret.random(RANDOM).sealingKeys(List.of());
    }

    @Test
    void aReportHasTheFiguresThatTheServerIsTold() {
        progress.added();
        progress.changed();
        progress.deleted();
        progress.read(300);
        progress.sent(200, 100);
        LocalReport report = recorder.report(done(), BEGAN.plusSeconds(60));
        assertThat(report.figures())
                .containsExactly(
                        new Figure("bytes", 1_000),
                        new Figure("changed", 1),
                        new Figure("changing", 0),
                        new Figure("deleted", 1),
                        new Figure("entries", 100),
                        new Figure("lacked", 200),
                        new Figure("new", 1),
                        new Figure("outcome", 0),
                        new Figure("read", 300),
                        new Figure("seconds", 60),
                        new Figure("sent", 100),
                        new Figure("sequence", 4),
                        new Figure("snapshot", 17),
                        new Figure("unread", 0),
                        new Figure("vanished", 0));
        assertThat(new Request.Report(report.figures(), Bytes.EMPTY).figures()).hasSize(15);
    }

    @Test
    void theFirstNamesOfEachKindAreKeptAndAllAreCounted() {
        Heard heard = new Heard();
        BackupListener listener = recorder.beside(heard);
        for (int i = 0; i < 1_000; i++) {
            listener.unread(RawPath.ROOT, "reason " + i);
            recorder.said("\u001b[2Jline " + i);
        }
        listener.warning("odd");
        recorder.said("x".repeat(1 << 20));
        LocalReport report = recorder.report(Ending.of(new IOException("no network")), BEGAN);
        Notes unread = report.notes(NoteKind.UNREAD);
        assertThat(unread.first()).hasSize(Notes.FIRST_MAX).startsWith("/: reason 0");
        assertThat(unread.count()).isEqualTo(1_000);
        assertThat(report.notes(NoteKind.SAID).first()).startsWith("\\x1b[2Jline 0");
        assertThat(report.notes(NoteKind.WARNING)).isEqualTo(Notes.NONE.and("odd"));
        assertThat(report.notes(NoteKind.FAILURE)).isEqualTo(Notes.NONE.and("no network"));
        assertThat(report.encode().length).isLessThan(300_000);
    }

    @Test
    void aLongNoteIsCutBetweenCharacters() {
        assertThat(Notes.NONE.and("x".repeat(Notes.LENGTH_MAX)).first().getFirst())
                .hasSize(Notes.LENGTH_MAX);
        String cut = Notes.NONE.and("x" + "🙂".repeat(Notes.LENGTH_MAX)).first().getFirst();
        assertThat(cut).endsWith("🙂…");
        assertThat(cut.length()).isLessThanOrEqualTo(Notes.LENGTH_MAX + 1);
    }

    @Test
    void onlyTheKeyOpensASealedLog() throws IOException {
        recorder.said("secret");
        LocalReport report = recorder.report(done(), BEGAN);
        SealingKeys keys = keys();
        Bytes sealed = SealedLog.seal(report, keys, RANDOM);
        assertThat(sealed.toString()).doesNotContain("secret");
        assertThat(SealedLog.open(sealed, keys)).isEqualTo(report);
        assertThatThrownBy(() -> SealedLog.open(sealed, keys()))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void reportsAreBoundedInNumberAndDamageCostsOne() throws IOException {
        LocalReports reports = new LocalReports(state);
        assertThat(reports.last(10)).isEmpty();
        for (int i = 0; i < LocalReports.COUNT_MAX + 2; i++) {
            Instant ended = BEGAN.plusSeconds(i);
            reports.add(recorder.report(done(), ended), ended);
        }
        assertThat(reports.last(1_000)).hasSize(LocalReports.COUNT_MAX);
        assertThat(reports.last(1).getFirst().figure("seconds"))
                .hasValue(LocalReports.COUNT_MAX + 1L);
        try (var files = Files.list(state.resolve("reports"))) {
            Files.writeString(files.sorted().toList().getLast(), "damaged");
        }
        assertThat(reports.last(2)).hasSize(1);
    }
}
