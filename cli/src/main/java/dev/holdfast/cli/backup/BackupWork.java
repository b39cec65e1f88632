package dev.holdfast.cli.backup;

import dev.holdfast.cli.access.VaultAccess;
import dev.holdfast.cli.console.Shown;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.client.backup.Backup;
import dev.holdfast.client.backup.BackupRequest;
import dev.holdfast.client.backup.BackupResult;
import dev.holdfast.client.backup.BackupTools;
import dev.holdfast.client.config.ClientConfig;
import dev.holdfast.client.facts.HostFacts;
import dev.holdfast.client.progress.BackupProgress;
import dev.holdfast.client.report.Recorder;
import dev.holdfast.model.Series;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;

/**
 * Makes a backup over a way to a vault, and remembers it.
 *
 * @param recorder notes what it meets
 * @param report hears what it meets
 */
record BackupWork(
        Surroundings around,
        VaultAccess access,
        BackupProgress progress,
        Recorder recorder,
        BackupReport report) {

    BackupResult make(Wanted wanted) throws IOException {
        BackupTools tools = tools(wanted.series());
        BackupResult result = new Backup(request(wanted), tools).make(retries());
        remember(wanted.series(), result);
        return result;
    }

    /** On a full disc the backup is made all the same. */
    private void remember(Series series, BackupResult result) {
        try {
            access.state().save(series, result.memory());
        } catch (IOException full) {
            report.warning(
                    "the backup is made, and cannot be remembered for comparing with it: "
                            + full.getMessage());
        }
    }

    private BackupTools tools(Series series) {
        Path cacheFile = access.cacheFile(series);
        makeCacheFolder();
        return new BackupTools(
                access.caller(),
                access.keys(),
                cacheFile,
                around.random(),
                around.clock(),
                around.ticker(),
                progress,
                recorder,
                series.equals(Series.SYSTEM) ? HostFacts::ofThisMachine : TreeMap::new);
    }

    /** Without it there is no cache, which is told in the end. */
    private void makeCacheFolder() {
        try {
            Files.createDirectories(access.cacheFolder());
        } catch (IOException full) {
            // The cache itself will say so.
        }
    }

    private BackupRequest request(Wanted wanted) throws IOException {
        ClientConfig config = access.config();
        return new BackupRequest(
                wanted.series(),
                wanted.subjects().tell(report),
                access.state().memory(wanted.series()).orElse(null),
                config.backup().compressionLevel(),
                Runtime.getRuntime().availableProcessors(),
                config.backup().checkpoint(),
                recorder.beside(report));
    }

    private Backup.Retries retries() {
        if (!access.remote()) {
            return Backup.Retries.NONE;
        }
        ClientConfig.Retry retry = access.config().retry();
        return new Backup.Retries(
                retry.attempts(),
                retry.pause(),
                (wait, why) -> {
                    report.warning("%s; next attempt in %s".formatted(why, Shown.duration(wait)));
                    pause(wait);
                });
    }

    private static void pause(Duration wait) throws IOException {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for another attempt");
        }
    }
}
