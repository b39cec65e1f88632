package dev.holdfast.cli.server;

import dev.holdfast.protocol.wire.Transport;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Standard input and output, at whose other ends sshd and then the client are. */
record StandardStreams(InputStream in, OutputStream out) implements Transport {

    /** Not {@code System.out}, which keeps to itself what could not be written. */
    static StandardStreams ofThisProcess() {
        return new StandardStreams(
                new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
    }

    @Override
    public String description() {
        return "a client behind sshd";
    }

    /** A read that blocks ends with the process, which has nothing else to do. */
    @Override
    public void close() throws IOException {
        out.close();
    }
}
