package dev.holdfast.client.stream;

import dev.holdfast.platform.process.ChildProcess;
import dev.holdfast.platform.process.Command;
import java.io.IOException;
import java.util.function.Consumer;

/** What a command writes to its standard output; its exit code tells whether that is all. */
public final class CommandOutput implements Source {
    private final Command command;
    private final Consumer<String> errorLines;

    /**
     * @param command is started whenever it is read
     * @param errorLines hears what it says on its error stream; must not throw
     */
    public CommandOutput(Command command, Consumer<String> errorLines) {
        this.command = command;
        this.errorLines = errorLines;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public Reading open() throws IOException {
        ChildProcess child = ChildProcess.start(command, errorLines);
        child.input().close();
        return new Running(command.program(), child);
    }

    private record Running(String program, ChildProcess child) implements Reading {
        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            return child.output().read(target, from, length);
        }

        @Override
        public void confirm(long length) throws IOException {
            int code = child.waitFor();
            if (code != 0) {
                throw new IOException(
                        "%s ended with exit code %d: nothing was saved".formatted(program, code));
            }
        }

        @Override
        public void close() throws IOException {
            child.close();
        }
    }
}
