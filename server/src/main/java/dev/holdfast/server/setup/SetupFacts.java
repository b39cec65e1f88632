package dev.holdfast.server.setup;

import dev.holdfast.platform.timer.TimerHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a setup found on the host.
 *
 * @param asker the number of the user who asks; 0 is root
 * @param account of the configured user
 * @param root the state of the server's folder
 * @param folders states of the folders that a setup makes; those not named are right
 * @param changeable how others could change what the server reads, as sentences
 * @param configText of the configuration file
 */
record SetupFacts(
        long asker,
        Optional<Account> account,
        RootState root,
        Map<Path, SetupStep.MakeFolder.State> folders,
        List<String> changeable,
        Optional<String> configText,
        SshdFacts sshd,
        TimerFacts timer) {

    SetupFacts {
        folders = Map.copyOf(folders);
        changeable = List.copyOf(changeable);
    }

    /** A line of the user database. */
    record Account(long number, Path home, String shell) {}

    /** What the server's folder holds before. */
    enum RootState {
        /** Nothing, or not there. */
        EMPTY,
        /** A server's things. */
        SERVER,
        /** Something else. */
        FOREIGN,
        /** Nothing, and what this server has so far lies where the configuration says. */
        ELSEWHERE
    }

    /**
     * @param installed whether there is an sshd
     * @param dropInText of our part of its configuration
     * @param reload the command that has the running one read its configuration again
     */
    record SshdFacts(
            boolean installed,
            Optional<String> dropInText,
            Optional<SetupStep.ReloadSshd> reload) {}

    /**
     * @param texts of the files that the timer should consist of, as far as they exist
     */
    record TimerFacts(TimerHost.Runner runner, Map<Path, String> texts) {
        TimerFacts {
            texts = Map.copyOf(texts);
        }
    }
}
