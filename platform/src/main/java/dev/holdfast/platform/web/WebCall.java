package dev.holdfast.platform.web;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * A request whose answer nobody reads.
 *
 * @param json what is posted; without it the address is only asked for
 */
public record WebCall(URI address, Optional<String> json) {
    private static final int OK_MIN = 200;
    private static final int OK_MAX = 299;

    public WebCall {
        requireWeb(address);
    }

    /**
     * An address as a configuration says it.
     *
     * @throws IllegalArgumentException unless it begins with {@code https://} or {@code http://}
     */
    public static URI address(String text) {
        URI address = URI.create(text);
        requireWeb(address);
        return address;
    }

    private static void requireWeb(URI address) {
        boolean isWeb = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
        if (!isWeb || address.getHost() == null) {
            throw new IllegalArgumentException("not an address such as https://example.org/path");
        }
    }

    /**
     * @param patience with all of it
     * @throws IOException unless the server says that it is well
     */
    public void send(Duration patience) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(patience);
        json.ifPresent(body ->
                request.header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
        try (HttpClient client =
                HttpClient.newBuilder()
                        .connectTimeout(patience)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build()) {
            int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
            client.shutdownNow();
            if (status < OK_MIN || status > OK_MAX) {
                throw new IOException(
                        "%s answered with status %d".formatted(address.getHost(), status));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            InterruptedIOException failure = new InterruptedIOException("interrupted");
            failure.initCause(stopped);
            throw failure;
        }
    }
}
