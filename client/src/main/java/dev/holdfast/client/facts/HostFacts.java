package dev.holdfast.client.facts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Gathers facts about a host. What is not there, cannot be read or takes too long is left out: no
 * backup fails for want of a fact.
 */
public final class HostFacts {
    /** Of one fact, in bytes: longer ones are left out. */
    static final int LENGTH_MAX = 4 << 20;

    /** More discs than this have no room in one machine. */
    private static final int DISCS_MAX = 256;

    /** In memory, made of others, or without a medium of their own. */
    private static final Pattern NO_DISC = Pattern.compile("(loop|ram|zram|dm-|sr|fd|nbd).*");

    private static final Map<String, String> FILES =
            Map.ofEntries(
                    Map.entry("crypttab", "etc/crypttab"),
                    Map.entry("distribution", "etc/os-release"),
                    Map.entry("fstab", "etc/fstab"),
                    Map.entry("host-name", "etc/hostname"),
                    Map.entry("kernel", "proc/version"),
                    Map.entry("kernel-command-line", "proc/cmdline"),
                    Map.entry("kernel-modules", "proc/modules"),
                    Map.entry("mounts", "proc/self/mountinfo"),
                    Map.entry("raid-configuration", "etc/mdadm/mdadm.conf"),
                    Map.entry("raid-state", "proc/mdstat"),
                    Map.entry("swaps", "proc/swaps"));

    /** Without the first of them nothing can be restored: whatever hangs, they were asked. */
    private static final List<Map.Entry<String, List<String>>> TOOLS =
            List.of(
                    tool("file-systems", "blkid"),
                    tool("block-devices", "lsblk", "--json", "--bytes", "--output", columns()),
                    tool("raid", "mdadm", "--detail", "--scan"),
                    tool("lvm-physical-volumes", "pvs", "--reportformat", "json", "-o", "+uuid"),
                    tool("lvm-volume-groups", "vgs", "--reportformat", "json", "-o", "+uuid"),
                    tool("lvm-logical-volumes", "lvs", "--reportformat", "json", "-o", "+devices"),
                    tool("boot-entries", "efibootmgr", "-v"),
                    tool("zfs-pools", "zpool", "list", "-v"),
                    tool("addresses", "ip", "-json", "address"),
                    tool("routes", "ip", "-json", "route"),
                    tool("packages", "dpkg-query", "--show"),
                    tool("packages-asked-for", "apt-mark", "showmanual"),
                    tool("packages-rpm", "rpm", "--query", "--all"));

    private final Path root;
    private final Tools tools;

    HostFacts(Path root, Tools tools) {
        this.root = root;
        this.tools = tools;
    }

    private static Map.Entry<String, List<String>> tool(String fact, String... words) {
        return Map.entry(fact, List.of(words));
    }

    private static String columns() {
        return "NAME,KNAME,TYPE,SIZE,FSTYPE,LABEL,UUID,PARTLABEL,PARTUUID,PARTTYPE,MOUNTPOINT,"
                + "MODEL,SERIAL";
    }

    /** The facts of this machine, by name; takes a second or so. */
    public static SortedMap<String, byte[]> ofThisMachine() {
        return new HostFacts(Path.of("/"), new InstalledTools()).gather();
    }

    SortedMap<String, byte[]> gather() {
        SortedMap<String, byte[]> facts = new TreeMap<>();
        FILES.forEach((fact, file) -> read(facts, fact, root.resolve(file)));
        boolean uefi = Files.isDirectory(root.resolve("sys/firmware/efi"));
        keep(facts, "boot-mode", (uefi ? "uefi\n" : "bios\n").getBytes(StandardCharsets.UTF_8));
        for (String disc : discs()) {
            ask(facts, "partitions-" + disc, List.of("sfdisk", "--dump", "/dev/" + disc));
        }
        TOOLS.forEach(tool -> ask(facts, tool.getKey(), tool.getValue()));
        return facts;
    }

    private void ask(SortedMap<String, byte[]> facts, String fact, List<String> words) {
        tools.run(words).ifPresent(output -> keep(facts, fact, output));
    }

    private static void read(SortedMap<String, byte[]> facts, String fact, Path file) {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            keep(facts, fact, in.readNBytes(LENGTH_MAX + 1));
        } catch (IOException unreadable) {
            // Left out: the file itself is saved with all others, or named as unread.
        }
    }

    private static void keep(SortedMap<String, byte[]> facts, String fact, byte[] content) {
        if (content.length > 0 && content.length <= LENGTH_MAX) {
            facts.put(fact, content);
        }
    }

    private List<String> discs() {
        List<String> discs = new ArrayList<>();
        try (Stream<Path> all = Files.list(root.resolve("sys/block"))) {
            all.map(path -> path.getFileName().toString())
                    .filter(name -> !NO_DISC.matcher(name).matches())
                    .sorted()
                    .limit(DISCS_MAX)
                    .forEach(discs::add);
        } catch (IOException unknown) {
            // No discs, then: a container has none.
        }
        return discs;
    }
}
