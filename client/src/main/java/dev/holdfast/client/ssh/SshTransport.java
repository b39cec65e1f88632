package dev.holdfast.client.ssh;

import dev.holdfast.platform.process.ChildProcess;
import dev.holdfast.platform.process.Command;
import dev.holdfast.platform.process.LastLines;
import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.protocol.wire.Transport;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A connection to a server through an ssh process of its own, which runs as long as the transport
 * is open.
 *
 * <p>When ssh ends with an error, the end of the input is thrown as an {@link SshFailedException}
 * that says why.
 */
public final class SshTransport implements Transport {
    /** Ours and the server's words; ssh's warning about a changed host key has a dozen lines. */
    private static final int ERROR_LINES_MAX = 64;

    /** ssh closes its output a moment before it ends; a program that keeps on is no longer ssh. */
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final ServerAddress server;
    private final ChildProcess process;
    private final LastLines errors;
    private final InputStream in;
    private volatile boolean closed;

    private SshTransport(ServerAddress server, ChildProcess process, LastLines errors) {
        this.server = server;
        this.process = process;
        this.errors = errors;
        this.in = new UntilFailure(process.output());
    }

    /**
     * Starts ssh. Whether it gets through shows when the input is read.
     *
     * @throws IOException when there is no ssh program, or it cannot be given one of the files
     */
    public static SshTransport open(SshLogin login) throws IOException {
        LastLines errors = new LastLines(ERROR_LINES_MAX);
        Command ssh = new Command(SshCommand.of(login), Map.of());
        return new SshTransport(login.server(), ChildProcess.start(ssh, errors), errors);
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return process.input();
    }

    @Override
    public String description() {
        return "ssh " + ServerText.shown(server);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        process.close();
    }

    private void throwFailure() throws IOException {
        OptionalInt exitCode = process.waitFor(END_LIMIT);
        if (!closed && exitCode.orElse(0) != 0) {
            throw new SshFailedException(
                    SshFailure.of(server, exitCode.getAsInt(), errors.lines()));
        }
    }

    /** What the server sends; its end is a failure when ssh says so. */
    private final class UntilFailure extends FilterInputStream {
        UntilFailure(InputStream output) {
            super(output);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            if (read < 0) {
                throwFailure();
            }
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            if (read < 0) {
                throwFailure();
            }
            return read;
        }
    }
}
