package io.github.ccatobs.pat.entrypoint.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Optional;

/** Standard output, which remembers when something did not get through, as on a full disk. */
public final class CheckedStdout extends FileOutputStream {

    private volatile Optional<String> failure = Optional.empty();

    /** Opens the process's standard output. */
    public CheckedStdout() {
        super(FileDescriptor.out);
    }

    /** Why something was lost; empty when nothing was, and when the reader went away because it had enough. */
    public Optional<String> failure() {
        return failure;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single});
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            super.write(bytes, from, length);
        } catch (IOException e) {
            failure = Optional.ofNullable(e.getMessage()).filter(message -> !message.contains("Broken pipe"));
            throw e;
        }
    }
}
