package dev.holdfast.server.digest;

import static dev.holdfast.server.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.RunOutcome;
import dev.holdfast.model.Series;
import dev.holdfast.protocol.message.Request.Figure;
import dev.holdfast.server.digest.Digest.Disc;
import dev.holdfast.server.digest.Digest.Line;
import dev.holdfast.server.digest.Digest.State;
import dev.holdfast.server.report.RunReport;
import dev.holdfast.server.report.Sentences;
import dev.holdfast.server.report.Served;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DigestTest {
    private static final String EVIL = "<script>alert('x')</script>\"&\u001b[2J\r\nBcc: a@b\u202e";

    private static Line line(String client, State state, int daysBack) {
        Optional<Instant> last =
                state == State.NONE ? Optional.empty() : Optional.of(NOW.minusSeconds(3_600));
        return new Line(
                client,
                state,
                last,
                last.map(_ -> NOW.minus(Duration.ofDays(daysBack))),
                daysBack,
                5L << 30,
                List.of(OptionalLong.of(0), OptionalLong.empty(), OptionalLong.of(8)),
                List.of());
    }

    private static Digest digest(Line... lines) {
        return new Digest(
                "backup1",
                NOW,
                new Disc(100L << 30, 20L << 30, 75L << 30),
                List.of(lines),
                List.of());
    }

    @Test
    void everyClientIsOnALineTheWorstFirst() {
        Digest digest =
                digest(
                        line("a", State.GOOD, 90),
                        line("b", State.NONE, 0),
                        line("c", State.OVERDUE, 30),
                        line("d", State.DAMAGED, 1));
        assertThat(digest.subject()).isEqualTo("[holdfast] backup1: 2 of 4 need you");
        String text = digest.text(ZoneOffset.UTC);
        assertThat(text.lines()).allMatch(line -> line.length() <= 100);
        assertThat(text.replaceAll(" +", " "))
                .isEqualTo(
                        """
                        backup1: 20.0 GiB of 100.0 GiB free, 75.0 GiB of vaults

                        Client State Last backup Back Snapshots On disc 14 days
                        d damaged 2026-03-04 04:06 24 h 1 5.0 GiB ▁·█
                        c overdue 2026-03-04 04:06 30 days 30 5.0 GiB ▁·█
                        b none none yet - 0 5.0 GiB ▁·█
                        a good 2026-03-04 04:06 90 days 90 5.0 GiB ▁·█
                        """);
        String html = digest.html(ZoneOffset.UTC);
        assertThat(html.split("<tr>", -1)).hasSize(6);
        assertThat(html).doesNotContain("<script", "<img", "<style", "http");
        assertThat(html.indexOf(">d<")).isLessThan(html.indexOf(">a<")).isPositive();
    }

    @Test
    void allIsWellWhenItIs() {
        assertThat(digest(line("a", State.GOOD, 1)).subject())
                .isEqualTo("[holdfast] backup1: all is well");
    }

    @Test
    void hostileNamesMeanNothing() {
        Line evil =
                new Line(
                        EVIL,
                        State.GAPS,
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        -1,
                        List.of(OptionalLong.of(Long.MIN_VALUE), OptionalLong.of(Long.MAX_VALUE)),
                        List.of(EVIL));
        Digest digest = new Digest(EVIL, NOW, new Disc(0, 0, 0), List.of(evil), List.of(EVIL));
        String text = digest.text(ZoneOffset.UTC);
        assertThat(text).doesNotContain("\u001b", "\r", "\u202e").contains("\\x1b[2J\\r\\nBcc");
        assertThat(text.lines()).hasSize(6);
        String html = digest.html(ZoneOffset.UTC);
        assertThat(html).doesNotContain("<script>", "\u001b", "\r", "\u202e", "alert('");
        assertThat(html).contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;");
    }

    @Test
    void aSparklineIsAsHighAsItsLargest() {
        assertThat(Sparkline.of(List.of())).isEmpty();
        assertThat(Sparkline.of(List.of(OptionalLong.of(0)))).isEqualTo("▁");
        assertThat(
                        Sparkline.of(
                                List.of(
                                        OptionalLong.of(7),
                                        OptionalLong.of(1),
                                        OptionalLong.empty(),
                                        OptionalLong.of(-5))))
                .isEqualTo("█▂·▁");
    }

    @Test
    void aPageOfRunsTellsThemTheLatestFirstAndTrustsNoClient() {
        RunReport run =
                new RunReport(
                        NOW,
                        NOW.plusSeconds(600),
                        Optional.of(Series.SYSTEM),
                        Optional.empty(),
                        RunOutcome.REFUSED,
                        List.of(new Figure("read", Long.MIN_VALUE), new Figure("unread", 3)),
                        new Served(
                                1 << 20,
                                OptionalLong.empty(),
                                Sentences.NONE.and("refused: " + EVIL),
                                new Served.Housework(
                                        Optional.of(new Served.Reserve(1, 2)),
                                        Optional.of(new Served.Reserve(3, 2)),
                                        Sentences.NONE)));
        String html =
                ReportPage.html(
                        List.of(
                                new ReportPage.Run("first", run),
                                new ReportPage.Run("second", run)),
                        NOW,
                        ZoneOffset.UTC);
        assertThat(html.indexOf(">second<")).isPositive().isLessThan(html.indexOf(">first<"));
        assertThat(html).doesNotContain("<script>").contains("refused", "10 min", "1.0 MiB");
        assertThat(html).contains("free: 1 B before and 3 B after; room is made below 2 B");
        assertThat(RunPage.subject("web1", run))
                .isEqualTo("[holdfast] web1: REFUSED, series system");
        assertThat(RunPage.text("web1", run, ZoneOffset.UTC))
                .startsWith(
                        """
                        client:      web1
                        series:      system
                        outcome:     refused
                        began:       2026-03-04 05:06, took 10 min
                        unread:      3
                        """)
                .contains("refused: <script>", "holdfast report' on web1")
                .doesNotContain("\u001b");
    }
}
