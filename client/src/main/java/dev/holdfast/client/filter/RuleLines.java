package dev.holdfast.client.filter;

import dev.holdfast.model.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Parts the text of a file into rules: lines without the comments, or words. */
final class RuleLines {
    private final byte[] text;
    private final List<Numbered> lines = new ArrayList<>();
    private int line = 1;

    private RuleLines(byte[] text) {
        this.text = text;
    }

    /**
     * A rule as it is written.
     *
     * @param number the line it begins on, from 1
     */
    record Numbered(int number, Bytes text) {}

    static List<Numbered> of(byte[] text, Style style) {
        RuleLines lines = new RuleLines(text);
        lines.split(style.split());
        return style.split() == Style.Split.WORDS && style.prefixes() == Style.Prefixes.WRITTEN
                ? joined(lines.lines)
                : lines.lines;
    }

    private void split(Style.Split split) {
        int start = 0;
        for (int i = 0; i <= text.length; i++) {
            boolean lineEnd = i < text.length && (text[i] == '\n' || text[i] == '\r');
            boolean end = i == text.length || lineEnd || (isBlank(i) && split == Style.Split.WORDS);
            if (end) {
                add(Bytes.copyOf(text, start, i), split);
                start = i + 1;
            }
            if (lineEnd && !(text[i] == '\r' && i + 1 < text.length && text[i + 1] == '\n')) {
                line++;
            }
        }
    }

    private boolean isBlank(int i) {
        return i < text.length && isSpace(text[i]);
    }

    /** As C has it. */
    static boolean isSpace(int b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    private void add(Bytes found, Style.Split split) {
        boolean comment =
                split == Style.Split.LINES
                        && found.length() > 0
                        && (found.at(0) == '#' || found.at(0) == ';');
        if (found.length() > 0 && !comment) {
            lines.add(new Numbered(line, found));
        }
    }

    /** A prefix and its pattern are one rule though a blank is between them. */
    private static List<Numbered> joined(List<Numbered> words) {
        List<Numbered> joined = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Numbered word = words.get(i);
            if (wantsMore(word.text()) && i + 1 < words.size()) {
                i++;
                joined.add(new Numbered(word.number(), join(word.text(), words.get(i).text())));
            } else {
                joined.add(word);
            }
        }
        return joined;
    }

    private static boolean wantsMore(Bytes word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.at(i) == '_') {
                return false;
            }
        }
        return word.at(0) != '!' && !word.equals(Bytes.utf8("clear"));
    }

    private static Bytes join(Bytes prefix, Bytes pattern) {
        byte[] both = new byte[prefix.length() + 1 + pattern.length()];
        System.arraycopy(prefix.toArray(), 0, both, 0, prefix.length());
        both[prefix.length()] = ' ';
        System.arraycopy(pattern.toArray(), 0, both, prefix.length() + 1, pattern.length());
        return Bytes.copyOf(both);
    }
}
