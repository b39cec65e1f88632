package dev.holdfast.client.setup;

import dev.holdfast.client.setup.Introduction.Trust;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which of the host keys that a server shows somebody vouches for. */
record HostKeyChoice(OrdinarySsh ssh) {

    /** What came of it. */
    sealed interface Choice {
        record Trusted(PublicKeyLine key) implements Choice {}

        record NotTrusted(String sentence) implements Choice {}
    }

    /**
     * @param trust not {@link Trust.Nobody}
     * @throws IOException if the server cannot be reached
     */
    Choice by(Trust trust) throws IOException {
        return switch (trust) {
            case Trust.Known(String hostKey, var _) -> known(hostKey);
            case Trust.Asked(Introduction.Prompt prompt) -> asked(prompt);
            case Trust.Nobody() -> throw new IllegalArgumentException("nobody vouches for a key");
        };
    }

    private Choice known(String wanted) throws IOException {
        List<PublicKeyLine> shown = new ArrayList<>();
        for (PublicKeyLine.Type type : PublicKeyLine.Type.values()) {
            ssh.hostKey(type).ifPresent(shown::add);
            Optional<PublicKeyLine> found = HostKeys.find(shown, wanted);
            if (found.isPresent()) {
                return new Choice.Trusted(found.get());
            }
        }
        List<String> fingerprints = shown.stream().map(PublicKeyLine::fingerprint).toList();
        return new Choice.NotTrusted(
                "the host key of %s is not the one that is expected; it shows %s"
                        .formatted(host(), String.join(", ", fingerprints)));
    }

    private Choice asked(Introduction.Prompt prompt) throws IOException {
        for (PublicKeyLine.Type type : PublicKeyLine.Type.values()) {
            Optional<PublicKeyLine> shown = ssh.hostKey(type);
            if (shown.isPresent()) {
                return prompt.isHostKey(host(), shown.get())
                        ? new Choice.Trusted(shown.get())
                        : new Choice.NotTrusted(
                                "the host key was not confirmed, so nothing was done");
            }
        }
        throw new IOException("%s shows no host key of a usable type".formatted(host()));
    }

    private String host() {
        return ssh.target().host();
    }
}
