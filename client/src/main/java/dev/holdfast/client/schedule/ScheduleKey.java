package dev.holdfast.client.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Writes a schedule into a text of TOML, and leaves all else as somebody wrote it. Pure. */
public final class ScheduleKey {
    private static final Pattern KEY = Pattern.compile("\\s*schedule\\s*=.*");
    private static final Pattern ANY_SECTION = Pattern.compile("\\s*\\[.*");

    private ScheduleKey() {}

    /**
     * @param text that is TOML
     * @param section such as {@code backup}; made if it is not there
     */
    public static String set(String text, String section, Schedule schedule) {
        String line = "schedule = \"%s\"".formatted(schedule);
        Pattern header =
                Pattern.compile("\\s*\\[\\s*" + Pattern.quote(section) + "\\s*]\\s*(#.*)?");
        List<String> lines = new ArrayList<>();
        boolean inside = false;
        boolean there = false;
        for (String each : text.lines().toList()) {
            if (ANY_SECTION.matcher(each).matches()) {
                inside = header.matcher(each).matches();
            }
            if (inside && KEY.matcher(each).matches()) {
                continue;
            }
            lines.add(each);
            if (inside && !there) {
                lines.add(line);
                there = true;
            }
        }
        if (!there) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add("[%s]".formatted(section));
            lines.add(line);
        }
        return String.join("\n", lines) + "\n";
    }
}
