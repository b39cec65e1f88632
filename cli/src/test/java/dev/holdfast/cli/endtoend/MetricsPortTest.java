package dev.holdfast.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testkit.sshd.SshdFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The port for collectors of figures. */
@Timeout(120)
class MetricsPortTest {
    private static final String REQUEST = "GET /metrics HTTP/1.0\r\n\r\n";

    @TempDir Path folder;

    private static Socket say(InetAddress address, int port, byte[] bytes) throws IOException {
        Socket socket = new Socket(address, port);
        socket.getOutputStream().write(bytes);
        return socket;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static List<InetAddress> otherAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && address instanceof Inet4Address)
                .toList();
    }

    @Test
    void collectorsAreAnsweredHereAloneAndNoSlowOrSenselessPeerKeepsThemOut() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        int port = SshdFixture.freePort();
        try (ServerHost server = ServerHost.start(folder.resolve("server"))) {
            Process metrics =
                    new ProcessBuilder(
                                    Program.launcher().toString(),
                                    "server",
                                    "metrics",
                                    "--config",
                                    server.folder().resolve("server.toml").toString(),
                                    "--listen",
                                    "127.0.0.1:" + port)
                            .start();
            try (BufferedReader said =
                    new BufferedReader(
                            new InputStreamReader(
                                    metrics.getErrorStream(), StandardCharsets.UTF_8))) {
                assertThat(said.readLine()).startsWith("listening on /127.0.0.1:" + port);
                byte[] rubbish = new byte[10_000];
                new Random(1).nextBytes(rubbish);
                try (Socket slow = say(loopback, port, ascii("GET /metr"));
                        Socket silent = say(loopback, port, new byte[0]);
                        Socket senseless = say(loopback, port, rubbish);
                        Socket collector = say(loopback, port, ascii(REQUEST))) {
                    assertThat(
                                    new String(
                                            collector.getInputStream().readAllBytes(),
                                            StandardCharsets.UTF_8))
                            .startsWith("HTTP/1.1 200 OK\r\n")
                            .contains("\nholdfast_volume_bytes ");
                    assertThat(List.of(slow, silent, senseless)).allMatch(Socket::isConnected);
                }
                for (InetAddress other : otherAddresses()) {
                    assertThatThrownBy(() -> say(other, port, ascii(REQUEST)))
                            .isInstanceOf(ConnectException.class);
                }
                assertThat(metrics.isAlive()).isTrue();
            } finally {
                metrics.destroy();
                metrics.waitFor();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0:9754",
                "192.0.2.1:9754",
                "[::]:9754",
                "127.0.0.1",
                "127.0.0.1:65536",
                "127.0.0.1.2:9754",
                "127.300.0.1:9754",
                "example.org:9754"
            })
    void anotherAddressThanThisHostsOwnIsRefused(String address) throws IOException {
        try (ServerHost server = ServerHost.start(folder.resolve("server"))) {
            var refused = server.server("metrics", "--listen", address);
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.errors()).first().asString().contains("--listen takes an address");
        }
    }
}
