package dev.holdfast.cli;

import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.client.config.ConfigException;
import dev.holdfast.client.download.MissingObjectsException;
import dev.holdfast.client.filter.FilterException;
import dev.holdfast.client.vault.WrongVaultException;
import dev.holdfast.codec.seal.CorruptDataException;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.feature.TooNewException;
import dev.holdfast.protocol.wire.RefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.Locale;

/** Tells why a command failed, and with which exit status. */
final class Failures {
    private Failures() {}

    static ExitCode explain(Exception failure, PrintWriter err) {
        if (!(failure instanceof IOException reason)) {
            err.println("holdfast: a fault in the program itself");
            failure.printStackTrace(err);
            return ExitCode.FAILED;
        }
        err.println("holdfast: " + sentence(reason));
        if (reason instanceof RefusedException refused) {
            refused.lift().ifPresent(lift -> err.println("on the server, this lifts it: " + lift));
        }
        return status(reason);
    }

    private static String sentence(IOException failure) {
        if (failure instanceof FileSystemException file && file.getReason() == null) {
            return "%s: %s".formatted(file.getFile(), words(file));
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /** Java names such failures by their type alone. */
    private static String words(FileSystemException failure) {
        return failure.getClass()
                .getSimpleName()
                .replace("Exception", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    static ExitCode status(IOException failure) {
        return switch (failure) {
            case UsageException _,
                    ConfigException _,
                    FilterException _,
                    dev.holdfast.server.config.ConfigException _ ->
                    ExitCode.USAGE;
            case RefusedException refused ->
                    switch (refused.reason()) {
                        case DAMAGED -> ExitCode.DAMAGED;
                        case TOO_NEW -> ExitCode.FAILED;
                        case UNKNOWN,
                                NOT_AUTHORISED,
                                BUSY,
                                WRONG_VAULT,
                                TAKEN_OVER,
                                EXPIRED_INVITATION,
                                USED_INVITATION,
                                DUPLICATE_KEY,
                                LIMIT,
                                NO_SPACE,
                                PREPARE,
                                OTHER_MACHINE,
                                OUT_OF_PLACE ->
                                ExitCode.REFUSED;
                    };
            case TooNewException _ -> ExitCode.FAILED;
            case CorruptDataException _,
                    MissingObjectsException _,
                    WrongVaultException _,
                    MalformedException _ ->
                    ExitCode.DAMAGED;
            default -> ExitCode.FAILED;
        };
    }
}
