package dev.holdfast.cli.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.cli.console.ExitCode;
import dev.holdfast.cli.console.Surroundings;
import dev.holdfast.cli.console.UsageException;
import dev.holdfast.server.config.ServerConfig;
import dev.holdfast.server.metrics.Metrics;
import dev.holdfast.server.upkeep.Household;
import dev.holdfast.server.view.ServerView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast server metrics}. */
@Command(
        name = "metrics",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the server's figures as Prometheus reads them, or with --listen answers those"
                    + " who ask for /metrics, until it is stopped.",
            "Run it as the user whom the vaults belong to. [metrics] file in server.toml needs no"
                    + " command: 'server maintain' writes that file."
        })
final class MetricsCommand implements Callable<Integer> {
    private static final Pattern LOOPBACK =
            Pattern.compile("(127(?:\\.[0-9]{1,3}){3}|\\[::1]|localhost):([0-9]{1,5})");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final int OCTET_MAX = 255;

    /** More collectors at a time than anybody has. */
    private static final int CONNECTIONS_MAX = 64;

    /** In which a peer must have asked, and taken the answer, or is gone. */
    private static final int SECONDS_MAX = 20;

    private static final long FRESH_NANOS = 15_000_000_000L;

    @Mixin private ServerOptions server = new ServerOptions();

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS:PORT",
            description = "on this address of this host alone, such as 127.0.0.1:9754")
    private @Nullable String listen;

    private final Surroundings around;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private String text = "";
    private long madeAt;

    MetricsCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        ServerHere here = ServerHere.running(around, server.file(around));
        String user = here.config().user();
        if (around.user().getAsLong() == 0 && !user.equals("root")) {
            throw new UsageException(
                    "run it as the user whom the vaults belong to: runuser -u %s -- holdfast server"
                                    .formatted(user)
                            + " metrics");
        }
        if (listen == null) {
            around.console().out().print(make(here));
            return ExitCode.DONE.status();
        }
        serve(address(listen), here);
        return ExitCode.DONE.status();
    }

    /** Each peer has a thread of its own, so that one that is slow keeps nobody else waiting. */
    private void serve(InetSocketAddress address, ServerHere here) throws IOException {
        System.setProperty("jdk.httpserver.maxConnections", String.valueOf(CONNECTIONS_MAX));
        System.setProperty("sun.net.httpserver.maxReqTime", String.valueOf(SECONDS_MAX));
        System.setProperty("sun.net.httpserver.maxRspTime", String.valueOf(SECONDS_MAX));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            HttpServer http = HttpServer.create(address, 0);
            http.setExecutor(threads);
            http.createContext("/metrics", exchange -> answer(exchange, here));
            http.start();
            around.console().say("listening on " + http.getAddress());
            try {
                stopped.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            http.stop(0);
        }
    }

    private static InetSocketAddress address(String text) throws IOException {
        Matcher form = LOOPBACK.matcher(text);
        if (!form.matches()
                || Integer.parseInt(form.group(2)) > ServerConfig.PORT_MAX
                || NUMBER.matcher(form.group(1))
                        .results()
                        .anyMatch(each -> Integer.parseInt(each.group()) > OCTET_MAX)) {
            throw new UsageException(
                    "--listen takes an address of this host alone, such as 127.0.0.1:9754");
        }
        return new InetSocketAddress(
                InetAddress.getByName(form.group(1)), Integer.parseInt(form.group(2)));
    }

    private static String make(ServerHere here) throws IOException {
        Household household = here.household();
        return Metrics.text(
                ServerView.of(household, here.upkeep(household), here.around().clock().instant()));
    }

    /** Whoever asks often gets what another one got a moment ago. */
    private synchronized String text(ServerHere here) throws IOException {
        long now = around.ticker().getAsLong();
        if (text.isEmpty() || now - madeAt > FRESH_NANOS) {
            text = make(here);
            madeAt = now;
        }
        return text;
    }

    private void answer(HttpExchange exchange, ServerHere here) throws IOException {
        try (exchange) {
            byte[] body = text(here).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException failure) {
            around.console().say("cannot answer: " + failure.getMessage());
            throw failure;
        }
    }
}
