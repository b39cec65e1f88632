package dev.holdfast.client.backup;

import dev.holdfast.client.download.MissingObjectsException;
import dev.holdfast.client.progress.BackupListener;
import dev.holdfast.client.report.LocalReport;
import dev.holdfast.client.report.Recorder.Ending;
import dev.holdfast.client.report.Recorder.Made;
import dev.holdfast.client.report.SealedLog;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.client.vault.WrongVaultException;
import dev.holdfast.codec.seal.CorruptDataException;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.RunOutcome;
import dev.holdfast.model.feature.TooNewException;
import dev.holdfast.protocol.message.RefusalCode;
import dev.holdfast.protocol.message.Request;
import dev.holdfast.protocol.wire.RefusedException;
import java.io.IOException;
import java.util.Optional;

/** Tells the server how a run went: figures in clear, the rest sealed. */
public final class Reporting {
    private Reporting() {}

    /** How a run ended that made a snapshot. */
    public static Ending ending(BackupResult result) {
        RunOutcome outcome =
                result.unopened() > 0
                        ? RunOutcome.DAMAGED
                        : result.hasGaps() ? RunOutcome.GAPS : RunOutcome.DONE;
        return new Ending(
                outcome,
                Optional.empty(),
                Optional.of(
                        new Made(
                                result.snapshot().sequence(),
                                result.root().lineage().sequence(),
                                result.root().totals())));
    }

    /** How a run ended that failed. */
    public static Ending ending(IOException failure) {
        String message = failure.getMessage();
        return Ending.failed(
                outcome(failure), message == null ? failure.getClass().getSimpleName() : message);
    }

    private static RunOutcome outcome(IOException failure) {
        return switch (failure) {
            case RefusedException refused ->
                    refused.reason() == RefusalCode.DAMAGED
                            ? RunOutcome.DAMAGED
                            : RunOutcome.REFUSED;
            case TooNewException _ -> RunOutcome.FAILED;
            case CorruptDataException _,
                    MissingObjectsException _,
                    WrongVaultException _,
                    MalformedException _ ->
                    RunOutcome.DAMAGED;
            default -> RunOutcome.FAILED;
        };
    }

    /** The backup is made, whatever comes of this. */
    static void made(
            VaultConnection vault,
            BackupTools tools,
            BackupListener listener,
            BackupResult result) {
        try {
            tell(vault, tools, ending(result));
        } catch (IOException untold) {
            listener.warning("the server took no report: %s".formatted(untold.getMessage()));
        }
    }

    /** What failed stays what is told, whatever comes of this. */
    static void failed(VaultConnection vault, BackupTools tools, IOException failure) {
        try {
            tell(vault, tools, ending(failure));
        } catch (IOException untold) {
            failure.addSuppressed(untold);
        }
    }

    private static void tell(VaultConnection vault, BackupTools tools, Ending ending)
            throws IOException {
        LocalReport report = tools.recorder().report(ending, tools.clock().instant());
        vault.connection()
                .ask(
                        new Request.Report(
                                report.figures(),
                                SealedLog.seal(report, tools.keys().sealing(), tools.random())));
    }
}
