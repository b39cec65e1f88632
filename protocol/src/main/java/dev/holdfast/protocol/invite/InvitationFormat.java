package dev.holdfast.protocol.invite;

import dev.holdfast.model.ClientName;
import dev.holdfast.model.MalformedException;
import dev.holdfast.model.cbor.Cbor;
import dev.holdfast.model.cbor.CborReader;
import dev.holdfast.model.cbor.CborWriter;
import dev.holdfast.model.feature.TooNewException;
import dev.holdfast.protocol.ssh.PublicKeyLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** An invitation as a line (docs/protocol.md, "Invitations"). */
final class InvitationFormat {
    private static final String FAMILY = "holdfast-invite-";
    private static final String PREFIX = FAMILY + "1.";

    /** Four bytes let one mistyped line in four thousand millions pass. */
    private static final int CHECK_SIZE = 4;

    /** Eight RSA keys of 4,096 bits and a long name fit; what is pasted by mistake ends here. */
    private static final int LINE_LENGTH_MAX = 16_384;

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private InvitationFormat() {}

    static String write(Invitation invitation) {
        byte[] body = Cbor.encode(out -> write(invitation, out));
        byte[] whole = Arrays.copyOf(body, body.length + CHECK_SIZE);
        System.arraycopy(check(body, body.length), 0, whole, body.length, CHECK_SIZE);
        return PREFIX + BASE64.encodeToString(whole);
    }

    static Invitation read(String line) throws IOException {
        if (line.length() > LINE_LENGTH_MAX) {
            throw new MalformedException("not an invitation: too long");
        }
        String bare = line.replaceAll("\\s", "");
        if (!bare.startsWith(PREFIX)) {
            throw notOurs(bare);
        }
        byte[] whole = decode(bare.substring(PREFIX.length()));
        int length = Math.max(0, whole.length - CHECK_SIZE);
        byte[] check = Arrays.copyOfRange(whole, length, whole.length);
        if (!Arrays.equals(check, check(whole, length))) {
            throw mistyped();
        }
        return Cbor.decode(
                Arrays.copyOf(whole, length), InvitationFormat::read, InvitationFormat::write);
    }

    private static IOException notOurs(String bare) {
        return bare.matches(FAMILY + "[0-9]{1,9}\\..*")
                ? new TooNewException("invitation", bare.substring(0, bare.indexOf('.')))
                : new MalformedException("not an invitation: it does not begin with " + PREFIX);
    }

    private static byte[] decode(String base64) throws MalformedException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(base64);
            if (!BASE64.encodeToString(bytes).equals(base64)) {
                throw mistyped();
            }
            return bytes;
        } catch (IllegalArgumentException wrong) {
            throw mistyped();
        }
    }

    /** Says nothing of what was typed: it may be a secret with one letter wrong. */
    private static MalformedException mistyped() {
        return new MalformedException("invitation is not complete or mistyped: copy it once more");
    }

    /** Over the prefix too, so that a line of one form is none of another. */
    private static byte[] check(byte[] body, int length) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(PREFIX.getBytes(StandardCharsets.US_ASCII));
            sha256.update(body, 0, length);
            return Arrays.copyOf(sha256.digest(), CHECK_SIZE);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static void write(Invitation invitation, CborWriter out) throws IOException {
        ServerAddress server = invitation.server();
        out.array(8);
        out.text(invitation.client().value());
        out.integer(invitation.rights().code());
        out.text(server.host());
        out.integer(server.port());
        out.text(server.user());
        out.array(server.hostKeys().size());
        for (PublicKeyLine key : server.hostKeys()) {
            out.text(key.toString());
        }
        out.end();
        out.bytes(invitation.seed());
        out.timestamp(invitation.expiry());
        out.end();
    }

    private static Invitation read(CborReader in) throws IOException {
        in.array();
        ClientName client = new ClientName(in.text());
        Invitation.Rights rights = Invitation.Rights.of(in.intUpTo(Byte.MAX_VALUE));
        ServerAddress server =
                new ServerAddress(in.text(), in.intUpTo(0xffff), in.text(), hostKeys(in));
        Invitation invitation = new Invitation(client, rights, server, in.bytes(), in.timestamp());
        in.end();
        return invitation;
    }

    private static List<PublicKeyLine> hostKeys(CborReader in) throws IOException {
        List<PublicKeyLine> keys = new ArrayList<>();
        in.array();
        while (in.more()) {
            keys.add(PublicKeyLine.parse(in.text()));
        }
        in.end();
        return keys;
    }
}
