package dev.holdfast.cli.client;

import dev.holdfast.cli.console.Console;
import dev.holdfast.client.identity.RecoveryCodeSink;
import dev.holdfast.model.VaultId;
import java.util.Arrays;

/** Shows a recovery code once, to be written down. */
record PrintedRecoveryCode(Console console) implements RecoveryCodeSink {
    /** Groups of the code on one line. */
    private static final int GROUPS = 5;

    @Override
    public void prepare() {}

    @Override
    public void take(VaultId vault, String code) {
        console.say("This is the recovery code of vault " + vault + ".");
        console.say("Without it nothing can be restored if this machine is lost. Write it down now;");
        console.say("it is not shown again.");
        console.say("");
        String[] groups = code.split("-");
        for (int from = 0; from < groups.length; from += GROUPS) {
            int to = Math.min(groups.length, from + GROUPS);
            console.say(
                    "    " + String.join("-", Arrays.asList(groups).subList(from, to)));
        }
        console.say("");
    }
}
