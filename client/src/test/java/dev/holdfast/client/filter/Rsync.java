package dev.holdfast.client.filter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real rsync, asked which files it would send. */
final class Rsync {
    private static final Pattern ESCAPE = Pattern.compile("\\\\#(\\d{3})");
    private static final String PROGRAM = System.getProperty("holdfast.rsync", "rsync");

    private Rsync() {}

    /**
     * The paths below a folder that it would send, a byte a character; directories end with a
     * slash.
     *
     * @param filters each as after {@code --filter}
     */
    static Set<String> select(Path folder, List<String> filters) throws IOException {
        List<String> command = new ArrayList<>(List.of(PROGRAM, "-rlD", "-n", "--out-format=%n"));
        filters.forEach(filter -> command.add("--filter=" + filter));
        command.add(folder + "/");
        command.add("/nowhere/");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process rsync = builder.start();
        byte[] output = rsync.getInputStream().readAllBytes();
        int status = await(rsync);
        String lines = new String(output, StandardCharsets.ISO_8859_1);
        if (status != 0) {
            throw new IOException("rsync ended with " + status + ": " + lines);
        }
        Set<String> selected = new TreeSet<>();
        lines.lines()
                .filter(line -> !line.equals("./") && !line.startsWith("created directory"))
                .forEach(line -> selected.add(plain(line)));
        return selected;
    }

    private static int await(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    /** What it shows as {@code \#ooo} is the byte of that octal number. */
    private static String plain(String line) {
        Matcher escape = ESCAPE.matcher(line);
        return escape.replaceAll(found ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 8))));
    }
}
