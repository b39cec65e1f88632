package dev.holdfast.cli.doctor;

import dev.holdfast.cli.access.FolderOptions;
import dev.holdfast.cli.console.Surroundings;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Checks what usually goes wrong with this machine's backups to a server, and says what"
                    + " to do: keys, the program, the server, its version and clock, timers, the"
                    + " last runs, the recovery code, room.",
            "Changes nothing. Fails when there is a problem; warnings are none."
        })
public final class DoctorCommand implements Callable<Integer> {
    @Mixin private FolderOptions folders = new FolderOptions();

    @Mixin private FindingLines lines = new FindingLines();

    private final Surroundings around;

    public DoctorCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        return lines.print(around.console(), new ClientLook(around, folders).findings()).status();
    }
}
