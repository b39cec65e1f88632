package dev.holdfast.server.rules;

import dev.holdfast.model.Printable;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses that begin alike.
 *
 * @param first of them; its bits beyond the prefix are 0
 * @param prefix how many bits are alike: up to 32 of IPv4, 128 of IPv6
 */
public record Network(InetAddress first, int prefix) {
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern PREFIX = Pattern.compile("0|[1-9][0-9]{0,2}");

    public Network {
        byte[] bytes = first.getAddress();
        if (prefix < 0 || prefix > bytes.length * Byte.SIZE) {
            throw new IllegalArgumentException(
                    "no network of %d bits: %s".formatted(prefix, first.getHostAddress()));
        }
        if (!Arrays.equals(bytes, masked(bytes, prefix))) {
            throw new IllegalArgumentException(
                    "%s/%d has bits beyond its prefix".formatted(first.getHostAddress(), prefix));
        }
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one address.
     *
     * @throws IllegalArgumentException for anything else, names too
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        String bits = slash < 0 ? "" : text.substring(slash + 1);
        Optional<InetAddress> first = address(address);
        if (first.isEmpty() || (slash >= 0 && !PREFIX.matcher(bits).matches())) {
            throw new IllegalArgumentException(
                    "not an address or network such as 10.0.0.0/8 or 2001:db8::/32: '%s'"
                            .formatted(Printable.of(text)));
        }
        int all = first.get().getAddress().length * Byte.SIZE;
        return new Network(first.get(), slash < 0 ? all : Integer.parseInt(bits));
    }

    /**
     * Reads an address as sshd writes it. An IPv4 address within IPv6 is the IPv4 address; through
     * which interface a local one came does not count. Empty for anything else; asks no name
     * server.
     */
    public static Optional<InetAddress> address(String text) {
        int scope = text.indexOf('%');
        String plain = scope < 0 ? text : text.substring(0, scope);
        if (!IPV4.matcher(plain).matches() && !IPV6.matcher(plain).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(plain));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        byte[] own = first.getAddress();
        return bytes.length == own.length && Arrays.equals(own, masked(bytes, prefix));
    }

    private static byte[] masked(byte[] address, int prefix) {
        byte[] masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int kept = Math.clamp(prefix - (long) i * Byte.SIZE, 0, Byte.SIZE);
            masked[i] &= (byte) (0xff00 >> kept);
        }
        return masked;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return first.getHostAddress() + "/" + prefix;
    }
}
