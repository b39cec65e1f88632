package dev.holdfast.client.filter;

import dev.holdfast.model.Bytes;
import dev.holdfast.model.RawName;
import java.io.ByteArrayOutputStream;

/**
 * The place in a list for rules out of files that lie in the directories themselves. Two of them
 * are never the same, though they may look alike.
 */
final class DirectoryRules implements Item {
    private final RawName file;
    private final Style style;
    private final Inheritance inheritance;
    private final Rule.Origin origin;

    /** Whether rules hold in the directories below, too. */
    enum Inheritance {
        INHERITED,
        THERE_ONLY
    }

    DirectoryRules(RawName file, Style style, Inheritance inheritance, Rule.Origin origin) {
        this.file = file;
        this.style = style;
        this.inheritance = inheritance;
        this.origin = origin;
    }

    /** The name of the file, in each directory. */
    RawName file() {
        return file;
    }

    Style style() {
        return style;
    }

    boolean isInherited() {
        return inheritance == Inheritance.INHERITED;
    }

    @Override
    public Rule.Origin origin() {
        return origin;
    }

    @Override
    public Bytes text() {
        StringBuilder prefix = new StringBuilder(":");
        if (style.clearing()) {
            prefix.append('C');
        } else {
            prefix.append(
                    switch (style.prefixes()) {
                        case WRITTEN -> "";
                        case ALL_EXCLUDE -> "-";
                        case ALL_INCLUDE -> "+";
                    });
            prefix.append(isInherited() ? "" : "n");
            prefix.append(style.split() == Style.Split.WORDS ? "w" : "");
        }
        prefix.append(style.absolute() ? "/" : "");
        prefix.append(style.perishable() ? "p" : "");
        prefix.append(style.sided() ? "s" : "");
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(Bytes.utf8(prefix.append(' ').toString()).toArray());
        text.writeBytes(file.toArray());
        return Bytes.copyOf(text.toByteArray());
    }
}
