package dev.holdfast.cli.access;

import dev.holdfast.cli.console.Console;
import dev.holdfast.client.identity.RecoveryCodeSink;
import dev.holdfast.model.VaultId;

/**
 * Shows a recovery code once, to be written down.
 *
 * @param command shows it again
 */
record PrintedRecoveryCode(Console console, String command) implements RecoveryCodeSink {
    @Override
    public void prepare() {}

    @Override
    public void take(VaultId vault, String code) {
        console.say("This is the recovery code of vault " + vault + ".");
        console.say(
                "Without it nothing can be restored if this machine is lost. Write it down now;");
        console.say("later only this machine can show it: " + command);
        console.say("");
        RecoveryCodes.lines(code).forEach(line -> console.say("    " + line));
        console.say("");
    }
}
