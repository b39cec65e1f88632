package dev.holdfast.protocol.ssh;

import dev.holdfast.model.MalformedException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads the strings and numbers of RFC 4251 §5; a length that lies is malformed. */
final class SshReader {
    private final ByteBuffer in;

    SshReader(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes);
    }

    byte[] string() throws MalformedException {
        int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new MalformedException("malformed public key: a length inside is wrong");
        }
        byte[] string = new byte[length];
        in.get(string);
        return string;
    }

    String text() throws MalformedException {
        return new String(string(), StandardCharsets.ISO_8859_1);
    }

    /** The bits of a positive number in its shortest form. */
    int positiveBits() throws MalformedException {
        byte[] number = string();
        boolean padded = number.length > 1 && number[0] == 0 && number[1] >= 0;
        if (number.length == 0 || number[0] < 0 || padded) {
            throw new MalformedException("malformed public key: a number inside is wrong");
        }
        return new BigInteger(number).bitLength();
    }

    void finish() throws MalformedException {
        if (in.hasRemaining()) {
            throw new MalformedException("malformed public key: something follows it");
        }
    }
}
