package dev.holdfast.client.identity;

import dev.holdfast.client.ssh.ServerText;
import dev.holdfast.client.ssh.SshLogin;
import dev.holdfast.codec.key.KeyFile;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.Series;
import dev.holdfast.model.VaultId;
import dev.holdfast.model.feature.TooNewException;
import dev.holdfast.protocol.invite.Invitation;
import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.protocol.ssh.Ed25519Key;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The files of one client for one vault. Each is written durably, is there whole or not at all, and
 * can be read by its owner only:
 *
 * <ul>
 *   <li>{@code identity.toml}: who the client is, once all is set up
 *   <li>{@code keys}: the root secret and the escrow keys (docs/format.md, "Key file")
 *   <li>{@code ssh-key}, {@code known_hosts}: for ssh
 *   <li>{@code invitation} and what begins so: while setup is under way
 *   <li>{@code last-root.SERIES}: the last root of a series
 *   <li>{@code recovery-code-confirmed}: the vault whose recovery code somebody had at hand
 *   <li>{@code vaults/VAULT-ID/}: such a folder for each vault in a folder of this machine
 * </ul>
 *
 * @param folder need not exist
 */
public record StateFolder(Path folder) {
    private static final String IDENTITY = "identity.toml";
    private static final String KEYS = "keys";
    private static final String SSH_KEY = "ssh-key";
    private static final String SSH_KEY_COMMENT = "holdfast";
    private static final String KNOWN_HOSTS = "known_hosts";
    private static final String INVITATION = "invitation";
    private static final String INVITATION_KEY = "invitation-key";
    private static final String INVITATION_KNOWN_HOSTS = "invitation-known_hosts";
    private static final String INTRODUCTION_KNOWN_HOSTS = "introduction-known_hosts";
    private static final String VAULTS = "vaults";
    private static final String CODE_CONFIRMED = "recovery-code-confirmed";

    private interface Decoder<T> {
        T decode(byte[] bytes) throws IOException;
    }

    public StateFolder {
        folder = folder.toAbsolutePath().normalize();
    }

    /** The folder for a vault in a folder of this machine. */
    public StateFolder local(VaultId vault) {
        return new StateFolder(folder.resolve(VAULTS).resolve(vault.toString()));
    }

    /** The vault for which keys were made when nothing was in that folder yet. */
    public Optional<VaultId> vaultAt(Path vaultFolder) throws IOException {
        return decoded(vaultName(vaultFolder), StateFolder::vaultId);
    }

    public void rememberVaultAt(Path vaultFolder, VaultId vault) throws IOException {
        writeText(vaultName(vaultFolder), vault + "\n");
    }

    /** The public half of the client's own key for ssh; nothing when there is none that works. */
    public Optional<PublicKeyLine> sshKey() throws IOException {
        Optional<byte[]> file = PrivateFile.readSecret(file(SSH_KEY));
        try {
            return file.isEmpty()
                    ? Optional.empty()
                    : Optional.of(privateKey(file.get()).publicKey());
        } catch (MalformedException damaged) {
            return Optional.empty();
        }
    }

    private static Ed25519Key privateKey(byte[] file) throws MalformedException {
        String text = new String(file, StandardCharsets.US_ASCII);
        return Ed25519Key.ofPrivateKeyFile(text, SSH_KEY_COMMENT);
    }

    public void save(Ed25519Key key) throws IOException {
        writeText(SSH_KEY, key.privateKeyFile(SSH_KEY_COMMENT));
    }

    /** Makes ssh know the server by these host keys from now on. */
    public void pin(ServerAddress server) throws IOException {
        writeText(KNOWN_HOSTS, ServerText.knownHosts(server.hostKeys()));
    }

    /**
     * What ssh needs to log in with the client's own key.
     *
     * @throws IOException also when others can read the key
     */
    public SshLogin login(ServerAddress server, List<String> sshOptions) throws IOException {
        PrivateFile.readSecret(file(SSH_KEY));
        byte[] known = ServerText.knownHosts(server.hostKeys()).getBytes(StandardCharsets.US_ASCII);
        if (!Arrays.equals(PrivateFile.read(file(KNOWN_HOSTS)).orElse(null), known)) {
            // The identity has the host keys; this file only tells ssh.
            pin(server);
        }
        return new SshLogin(server, file(SSH_KEY), file(KNOWN_HOSTS), sshOptions);
    }

    /** Where ssh may write which host key a server shows; nothing is there yet. */
    public Path shownHostKeys() throws IOException {
        PrivateFile.makeFolders(folder);
        PrivateFile.remove(file(INTRODUCTION_KNOWN_HOSTS));
        return file(INTRODUCTION_KNOWN_HOSTS);
    }

    /** Writes a known_hosts file for asking a server for an invitation, and returns it. */
    public Path introduce(PublicKeyLine hostKey) throws IOException {
        writeText(INTRODUCTION_KNOWN_HOSTS, ServerText.knownEverywhere(hostKey));
        return file(INTRODUCTION_KNOWN_HOSTS);
    }

    /** The invitation that setup was working with when it was interrupted. */
    public Optional<Invitation> invitation() throws IOException {
        Optional<byte[]> line = PrivateFile.readSecret(file(INVITATION));
        return line.isEmpty()
                ? Optional.empty()
                : Optional.of(decode(INVITATION, StateFolder::invitation, line.get()));
    }

    public void save(Invitation invitation) throws IOException {
        writeText(INVITATION_KEY, invitation.key().privateKeyFile("invitation"));
        writeText(INVITATION_KNOWN_HOSTS, ServerText.knownHosts(invitation.server().hostKeys()));
        writeText(INVITATION, invitation.line() + "\n");
    }

    public void forgetInvitation() throws IOException {
        PrivateFile.remove(file(INVITATION));
        PrivateFile.remove(file(INVITATION_KEY));
        PrivateFile.remove(file(INVITATION_KNOWN_HOSTS));
        PrivateFile.remove(file(INTRODUCTION_KNOWN_HOSTS));
    }

    /** What ssh needs to log in with the one-use key of the invitation that was saved. */
    public SshLogin invitationLogin(ServerAddress server, List<String> sshOptions) {
        return new SshLogin(server, file(INVITATION_KEY), file(INVITATION_KNOWN_HOSTS), sshOptions);
    }

    /**
     * What ssh needs to log in with the client's own key to the server of the invitation that was
     * saved: until all is done, another server may be the one of the client.
     */
    public SshLogin joiningLogin(ServerAddress server, List<String> sshOptions) {
        return new SshLogin(server, file(SSH_KEY), file(INVITATION_KNOWN_HOSTS), sshOptions);
    }

    /**
     * Keeps other runs of setup out until it is closed.
     *
     * @throws IOException when another one is under way
     */
    public Closeable lock() throws IOException {
        PrivateFile.makeFolders(folder);
        return PrivateFile.lock(file("lock"), "setup");
    }

    /** Who the client is; nothing until it is set up. */
    public Optional<Identity> identity() throws IOException {
        return decoded(IDENTITY, IdentityFile::decode);
    }

    public void save(Identity identity) throws IOException {
        PrivateFile.replace(file(IDENTITY), IdentityFile.encode(identity));
    }

    /**
     * The keys.
     *
     * @throws IOException also when others can read them
     */
    public Optional<KeyFile> keys() throws IOException {
        Optional<byte[]> bytes = PrivateFile.readSecret(file(KEYS));
        return bytes.isEmpty()
                ? Optional.empty()
                : Optional.of(decode(KEYS, KeyFile::decode, bytes.get()));
    }

    public void save(KeyFile keys) throws IOException {
        byte[] bytes = keys.encode();
        PrivateFile.replace(file(KEYS), bytes);
        Arrays.fill(bytes, (byte) 0);
    }

    /** Whether somebody has brought the recovery code of a vault since its keys were made. */
    public boolean isCodeConfirmed(VaultId vault) throws IOException {
        return decoded(CODE_CONFIRMED, StateFolder::vaultId).filter(vault::equals).isPresent();
    }

    /** Somebody has brought it. */
    public void noteCodeConfirmed(VaultId vault) throws IOException {
        writeText(CODE_CONFIRMED, vault + "\n");
    }

    /** The last root of a series; nothing before the first backup. */
    public Optional<SeriesMemory> memory(Series series) throws IOException {
        return decoded(memoryName(series), SeriesMemory::decode);
    }

    public void save(Series series, SeriesMemory memory) throws IOException {
        PrivateFile.replace(file(memoryName(series)), memory.encode());
    }

    /**
     * Keeps other backups of a series out until it is closed.
     *
     * @throws IOException when another one is under way
     */
    public Closeable lock(Series series) throws IOException {
        PrivateFile.makeFolders(folder);
        return PrivateFile.lock(file("lock-" + series), "backup of series " + series);
    }

    /** A path is too long for a name, and may say more than the name of a file should. */
    private static String vaultName(Path vaultFolder) {
        try {
            // A URI has every byte of the path; it ends in a slash once the folder is there.
            String path = vaultFolder.toUri().getRawPath().replaceAll("/+$", "");
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(path.getBytes(StandardCharsets.US_ASCII));
            return "%s/at-%s".formatted(VAULTS, HexFormat.of().formatHex(digest, 0, 16));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static VaultId vaultId(byte[] bytes) throws IOException {
        try {
            return VaultId.parse(new String(bytes, StandardCharsets.US_ASCII).strip());
        } catch (IllegalArgumentException wrong) {
            throw new MalformedException("this is not the id of a vault", wrong);
        }
    }

    private static Invitation invitation(byte[] bytes) throws IOException {
        return Invitation.parse(new String(bytes, StandardCharsets.US_ASCII));
    }

    private void writeText(String name, String text) throws IOException {
        PrivateFile.replace(file(name), text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String memoryName(Series series) {
        return "last-root." + series;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    private <T> Optional<T> decoded(String name, Decoder<T> decoder) throws IOException {
        Optional<byte[]> bytes = PrivateFile.read(file(name));
        return bytes.isEmpty() ? Optional.empty() : Optional.of(decode(name, decoder, bytes.get()));
    }

    private <T> T decode(String name, Decoder<T> decoder, byte[] bytes) throws IOException {
        try {
            return decoder.decode(bytes);
        } catch (TooNewException newer) {
            throw newer;
        } catch (MalformedException malformed) {
            throw new MalformedException(
                    "cannot use %s: %s".formatted(file(name), malformed.getMessage()), malformed);
        }
    }
}
