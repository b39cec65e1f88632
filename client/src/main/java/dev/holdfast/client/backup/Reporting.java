package dev.holdfast.client.backup;

import dev.holdfast.client.progress.BackupListener;
import dev.holdfast.client.report.LocalReport;
import dev.holdfast.client.report.Recorder.Ending;
import dev.holdfast.client.report.SealedLog;
import dev.holdfast.client.vault.VaultConnection;
import dev.holdfast.protocol.message.Request;
import java.io.IOException;

/** Tells the server how a run went: figures in clear, the rest sealed. */
final class Reporting {
    private Reporting() {}

    /** The backup is made, whatever comes of this. */
    static void made(
            VaultConnection vault,
            BackupTools tools,
            BackupListener listener,
            BackupResult result) {
        try {
            tell(vault, tools, result.ending());
        } catch (IOException untold) {
            listener.warning("the server took no report: %s".formatted(untold.getMessage()));
        }
    }

    /** What failed stays what is told, whatever comes of this. */
    static void failed(VaultConnection vault, BackupTools tools, IOException failure) {
        try {
            tell(vault, tools, Ending.of(failure));
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
