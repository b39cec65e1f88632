package dev.holdfast.cli.browse;

import dev.holdfast.model.tree.Entry;
import dev.holdfast.model.tree.Node;

/** Types and permissions as ls(1) shows them. */
final class Modes {
    private static final String BITS = "rwxrwxrwx";

    private Modes() {}

    static String text(Entry entry) {
        int mode = entry.metadata().mode();
        StringBuilder text = new StringBuilder().append(letter(entry.node()));
        for (int i = 0; i < BITS.length(); i++) {
            boolean set = ((mode >> (BITS.length() - 1 - i)) & 1) != 0;
            text.append(set ? BITS.charAt(i) : '-');
        }
        special(text, 3, (mode & 04000) != 0, 's');
        special(text, 6, (mode & 02000) != 0, 's');
        special(text, 9, (mode & 01000) != 0, 't');
        return text.toString();
    }

    private static void special(StringBuilder text, int at, boolean set, char letter) {
        if (set) {
            boolean executable = text.charAt(at) == 'x';
            text.setCharAt(at, executable ? letter : Character.toUpperCase(letter));
        }
    }

    private static char letter(Node node) {
        return switch (node) {
            case Node.RegularFile _ -> '-';
            case Node.Directory _ -> 'd';
            case Node.SymbolicLink _ -> 'l';
            case Node.Fifo _ -> 'p';
            case Node.Socket _ -> 's';
            case Node.Device device -> device.type() == Node.DeviceType.BLOCK ? 'b' : 'c';
        };
    }

    static String word(Node node) {
        return switch (node) {
            case Node.RegularFile _ -> "file";
            case Node.Directory _ -> "directory";
            case Node.SymbolicLink _ -> "symlink";
            case Node.Fifo _ -> "fifo";
            case Node.Socket _ -> "socket";
            case Node.Device device ->
                    device.type() == Node.DeviceType.BLOCK ? "block-device" : "character-device";
        };
    }
}
