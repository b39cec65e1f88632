package dev.holdfast.codec.derive;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** HMAC-SHA-256 under one key, for any number of threads: each has a {@link Mac} of its own. */
public final class Hmac {
    /** Size of a result in bytes. */
    public static final int SIZE = 32;

    private final ThreadLocal<Mac> macs;

    public Hmac(SecretKey key) {
        this.macs = ThreadLocal.withInitial(() -> keyed(key));
    }

    /** The calling thread's own, at its beginning: to be finished before it is asked for again. */
    public Mac begin() {
        return macs.get();
    }

    public byte[] of(byte[] bytes, int from, int to) {
        Mac mac = begin();
        mac.update(bytes, from, to - from);
        return mac.doFinal();
    }

    private static Mac keyed(SecretKey key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }
}
