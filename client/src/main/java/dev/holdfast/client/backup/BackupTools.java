package dev.holdfast.client.backup;

import dev.holdfast.client.progress.BackupProgress;
import dev.holdfast.client.report.Recorder;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.client.vault.VaultKeys;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.SortedMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a backup works with.
 *
 * @param cacheFile the flat cache of the series
 * @param clock for the time that a run says it began
 * @param ticker nanoseconds since any moment
 * @param progress counts as the run goes
 * @param recorder of the run, whose report the server is told
 * @param facts about the host, gathered beside the walk
 */
public record BackupTools(
        VaultConnection.Caller caller,
        VaultKeys keys,
        Path cacheFile,
        SecureRandom random,
        InstantSource clock,
        LongSupplier ticker,
        BackupProgress progress,
        Recorder recorder,
        Supplier<SortedMap<String, byte[]>> facts) {}
