#!/usr/bin/env python3
"""Makes the golden vectors of the model from docs/format.md alone: it shares no code with Holdfast.

Writes "name references bytes" lines to stdout; see README.md beside it.
"""

import copy
import struct


class Raw(bytes):
    """Bytes that stand for a whole CBOR value, right or wrong."""


def head(major, value):
    if value < 24:
        return bytes([major << 5 | value])
    for extra, limit, form in ((24, 8, ">B"), (25, 16, ">H"), (26, 32, ">I"), (27, 64, ">Q")):
        if value < 1 << limit:
            return bytes([major << 5 | extra]) + struct.pack(form, value)
    raise ValueError(value)


def cbor(value):
    if isinstance(value, Raw):
        return bytes(value)
    if value is None:
        return b"\xf6"
    if isinstance(value, bool):
        return b"\xf5" if value else b"\xf4"
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    return head(4, len(value)) + b"".join(cbor(each) for each in value)


def show(name, references, value):
    print(name, b"".join(references).hex() or "-", cbor(value).hex())


A, B, C, D, E = (bytes([each]) * 32 for each in (0xAA, 0xBB, 0xCC, 0xDD, 0xEE))
DIGEST = bytes(range(16))

PLAIN = [0o755, 1000, 1001, [1_700_000_000, 123_456_789], [1_700_000_001, 0], None, 42, 1, 0, []]
EXTREME = [
    0o7777, (1 << 32) - 1, (1 << 32) - 1, [-1, 999_999_999], [1 << 62, 0], [0, 0], -1, 65_000,
    1 << 31, [[b"security.capability", b"\x01\x02"], [b"user.x", b""]],
]

# --- trees

ENTRIES = [
    [b"block", PLAIN, [7, 8, 1]],
    [b"char", PLAIN, [6, (1 << 32) - 1, 0]],
    [b"dir", PLAIN, [2, 0, True, None]],
    [b"dir-empty", PLAIN, [2, None, True, None]],
    [b"dir-mount", PLAIN, [2, 1, False, ["ext4", "0b5a", 0]]],
    [b"fifo", PLAIN, [4]],
    [b"file-empty", PLAIN, [1, 0, b""]],
    [b"file-inline", PLAIN, [1, 64, bytes(range(64))]],
    [b"file-large", PLAIN, [1, 10**10, [10**10, 2]]],
    [b"file-partial", PLAIN, [1, 1000, [[900]]]],
    [b"file-shared", PLAIN, [1, 5, [[3, (4 << 20) - 5, 5, DIGEST]]]],
    [b"file-sparse", PLAIN, [1, 5096, [[4096], [3, 0, 500], [4, 0, 500]]]],
    [b"link", PLAIN, [3, b"../target"]],
    [b"socket", PLAIN, [5]],
    [b"\xff\xfe", EXTREME, [4]],
]
show("tree_leaf", [A, B, C, D, E], [0, ENTRIES])
show("tree_inner", [A, B], [1, [[b"m", 0], [b"z", 1]]])
show("tree_inner_naming_one_part_twice", [A], [1, [[b"m", 0], [b"z", 0]]])


def leaf(*entries):
    return [0, list(entries)]


def entry(name=b"n", metadata=PLAIN, node=(4,)):
    return [name, metadata, list(node)]


def refused(name, value, references=()):
    show("tree_refused_" + name, list(references), value)


for label, bad in [
    ("empty", b""), ("dot", b"."), ("dots", b".."), ("slash", b"a/b"), ("nul", b"a\0"),
    ("too_long", b"n" * 256),
]:
    refused("name_" + label, leaf(entry(bad)))
refused("names_out_of_order", leaf(entry(b"b"), entry(b"a")))
refused("names_in_signed_order", leaf(entry(b"\xff"), entry(b"a")))
refused("name_twice", leaf(entry(b"a"), entry(b"a")))
refused("parts_out_of_order", [1, [[b"b", 0], [b"a", 1]]], [A, B])
refused("part_twice", [1, [[b"a", 0], [b"a", 1]]], [A, B])
refused("no_entries", [0, []])
refused("no_parts", [1, []])
refused("unknown_form", [2, []])
refused("more_after_the_entries", [0, [entry()], 0])
refused("entry_with_more", leaf(entry() + [0]))
refused("entry_with_less", leaf(entry()[:2]))
refused("name_as_text", leaf(entry("n")))

for label, bad in [
    ("unknown", [0]), ("unknown_8", [8]), ("of_nothing", []), ("fifo_with_more", [4, 0]),
    ("negative_size", [1, -1, b""]), ("content_beyond_the_size", [1, 2, b"abc"]),
    ("inline_too_long", [1, 65, bytes(65)]), ("no_extents", [1, 0, []]),
    ("too_many_extents", [1, 65, [[1]] * 65]), ("hole_of_nothing", [1, 5, [[0]]]),
    ("hole_of_less", [1, 5, [[-1]]]), ("extent_of_nothing", [1, 5, [[]]]),
    ("holes_that_overflow", [1, (1 << 63) - 1, [[(1 << 63) - 1], [1]]]),
    ("list_of_no_bytes", [1, 0, [0, 0]]),
    ("link_to_nothing", [3, b""]), ("link_with_nul", [3, b"a\0b"]),
    ("link_too_long", [3, b"a" * 4096]), ("device_major", [6, 1 << 32, 0]),
    ("device_minor", [7, 0, -1]), ("directory_with_integer", [2, None, 1, None]),
    ("file_system_with_less", [2, None, True, ["ext4", "u"]]),
    ("file_system_too_long", [2, None, True, ["e" * 256, "u", 0]]),
    ("size_beyond_64_bits", [1, Raw(b"\x1b" + b"\xff" * 8), b""]),
]:
    refused("node_" + label, leaf(entry(node=bad)), [A] if label == "list_of_no_bytes" else [])
for label, bad in [
    ("slice_beyond_the_chunk", [0, (4 << 20) - 4, 5]), ("slice_of_nothing", [0, 0, 0]),
    ("slice_of_less", [0, 5, -1]), ("slice_before_the_chunk", [0, -1, 5]),
    ("slice_with_short_digest", [0, 0, 5, DIGEST[1:]]),
    ("slice_with_more", [0, 0, 5, DIGEST, 0]), ("slice_with_less", [0, 0]),
]:
    refused(label, leaf(entry(node=[1, 5, [bad]])), [A])


def changed(index, value):
    metadata = copy.deepcopy(PLAIN)
    metadata[index] = value
    return metadata


for label, bad in [
    ("mode", changed(0, 0o10000)), ("negative_mode", changed(0, -1)),
    ("user", changed(1, 1 << 32)), ("group", changed(2, -1)),
    ("nanoseconds", changed(3, [0, 10**9])), ("time_with_more", changed(3, [0, 0, 0])),
    ("changed_nil", changed(4, None)), ("negative_links", changed(7, -1)),
    ("negative_flags", changed(8, -1)),
    ("xattrs_out_of_order", changed(9, [[b"b", b""], [b"a", b""]])),
    ("xattr_twice", changed(9, [[b"a", b""], [b"a", b""]])),
    ("xattr_with_nul", changed(9, [[b"a\0", b""]])), ("xattr_without_name", changed(9, [[b"", b""]])),
    ("xattr_name_too_long", changed(9, [[b"a" * 256, b""]])),
    ("more", PLAIN + [0]), ("less", PLAIN[:9]),
]:
    refused("metadata_" + label, leaf(entry(metadata=bad)))

IN_DIR = [2, 0, True, None]
refused("reference_beyond_the_last", leaf(entry(node=IN_DIR)))
refused("reference_negative", leaf(entry(node=[2, -1, True, None])), [A])
refused("reference_huge", leaf(entry(node=[2, 1 << 32, True, None])), [A])
refused("reference_unused", leaf(entry(node=IN_DIR)), [A, B])
refused("references_in_another_order",
        leaf(entry(b"a", node=[2, 1, True, None]), entry(b"b", node=IN_DIR)), [A, B])
refused("reference_twice_in_clear",
        leaf(entry(b"a", node=IN_DIR), entry(b"b", node=[2, 1, True, None])), [A, A])
refused("references_swapped_for_others_in_number", leaf(entry()), [A])

GOOD = cbor(leaf(entry()))
refused("nothing", Raw(b""))
refused("bytes_after", Raw(GOOD + b"\x00"))
refused("value_after", Raw(GOOD + GOOD))
refused("indefinite_array", Raw(b"\x9f" + GOOD[1:] + b"\xff"))
refused("indefinite_inner_array", Raw(b"\x82\x00\x9f" + GOOD[3:] + b"\xff"))
refused("indefinite_name", Raw(GOOD.replace(b"\x41n", b"\x5f\x41n\xff")))
refused("long_array_length", Raw(b"\x98\x02" + GOOD[1:]))
refused("long_integer", Raw(b"\x82\x18\x00" + GOOD[2:]))
refused("integer_of_eight_bytes", Raw(b"\x82\x1b" + bytes(8) + GOOD[2:]))
refused("long_name_length", Raw(GOOD.replace(b"\x41n", b"\x58\x01n")))
refused("float", Raw(b"\x82\xf9\x00\x00" + GOOD[2:]))
refused("tag", Raw(b"\xd9\xd9\xf7" + GOOD))
refused("tag_inside", Raw(b"\x82\xc1\x00" + GOOD[2:]))
refused("map", Raw(b"\xa1\x00" + GOOD[2:]))
refused("undefined", Raw(GOOD.replace(b"\xf6", b"\xf7")))
refused("big_integer", Raw(b"\x82\xc2\x41\x00" + GOOD[2:]))
refused("deep_nesting", Raw(b"\x81" * 1_000 + b"\x00"))
refused("deep_indefinite_nesting", Raw(b"\x9f" * 1_000))
refused("huge_array", Raw(b"\x9a\x7f\xff\xff\xff"))
refused("huge_inner_array", Raw(b"\x82\x00\x9b\x7f" + b"\xff" * 7))
refused("huge_bytes", Raw(b"\x82\x00\x81\x83\x5a\x7f\xff\xff\xff"))
refused("huge_bytes_of_63_bits", Raw(b"\x82\x00\x81\x83\x5b\x7f" + b"\xff" * 7))
refused("huge_text", Raw(b"\x82\x00\x81\x83\x7a\x7f\xff\xff\xff"))
refused("huge_map", Raw(b"\xba\x7f\xff\xff\xff"))

# --- lists

show("list_leaf", [A, B], [0, [[1], [0, 0, 4 << 20], [0, 5, 10, DIGEST], [1, 1, 1]]])
show("list_inner", [A, B], [1, [[10, 0], [1 << 40, 1]]])
show("list_refused_ends_out_of_order", [A, B], [1, [[10, 0], [9, 1]]])
show("list_refused_end_twice", [A, B], [1, [[10, 0], [10, 1]]])
show("list_refused_end_at_0", [A], [1, [[0, 0]]])
show("list_refused_no_extents", [], [0, []])
show("list_refused_no_parts", [], [1, []])
show("list_refused_too_many_extents", [], [0, [[1]] * 4097])
show("list_refused_unknown_form", [], [2, [[1]]])
show("list_refused_reference_unused", [A], [0, [[1]]])
show("list_refused_reference_beyond", [], [0, [[0, 0, 1]]])
show("list_refused_lengths_that_overflow", [], [0, [[(1 << 63) - 1], [1]]])
show("list_refused_bytes_after", [], Raw(cbor([0, [[1]]]) + b"\x00"))

# --- roots

LINEAGE = [DIGEST, bytes(16), "system", 7, [1_700_000_000, 5], E]
FS = ["btrfs", "0b5a", 256]
ROOT = [
    LINEAGE, [PLAIN, 0, True, FS],
    [[b"/", b"/\xff"], ["nodump"], [["/etc/f", 3, b"-! \xff*"], ["built in", 0, b"- /proc/*"]]],
    [[b"/", FS, True], [b"/\xff", ["nfs", "", 0], False]],
    [[0, "root"], [1000, "ada"]], [[0, "root"]],
    [["kernel", b"6.1"], ["lsblk", [[1, 0, 20]]]], [70, 2], [10, 1 << 40, 3],
]
show("root", [A, B, C], ROOT)
NO_RULES = [[], [], []]
FIRST = [
    LINEAGE[:5] + [None], [PLAIN, None, False, None], NO_RULES, [], [], [], [], b"", [0, 0, 0]
]
show("root_first_and_empty", [], FIRST)


def with_part(index, value):
    root = copy.deepcopy(FIRST)
    root[index] = value
    return root


for label, bad in [
    ("vault_of_15_bytes", with_part(0, [DIGEST[1:]] + FIRST[0][1:])),
    ("unlabelled_series", with_part(0, FIRST[0][:2] + ["../up"] + FIRST[0][3:])),
    ("sequence_0", with_part(0, FIRST[0][:3] + [0] + FIRST[0][4:])),
    ("previous_of_31_bytes", with_part(0, FIRST[0][:5] + [bytes(31)])),
    ("users_out_of_order", with_part(4, [[1, "a"], [0, "b"]])),
    ("user_twice", with_part(4, [[1, "a"], [1, "b"]])),
    ("facts_out_of_order", with_part(6, [["b", b""], ["a", b""]])),
    ("fact_twice", with_part(6, [["a", b""], ["a", b"x"]])),
    ("negative_totals", with_part(8, [0, -1, 0])),
    ("less", FIRST[:8]),
    ("more", FIRST + [0]),
    ("option_not_utf8", with_part(2, [[], [Raw(b"\x61\xff")], []])),
    ("option_with_surrogate", with_part(2, [[], [Raw(b"\x63\xed\xa0\x80")], []])),
    ("option_with_overlong_slash", with_part(2, [[], [Raw(b"\x62\xc0\xaf")], []])),
    ("rule_without_line", with_part(2, [[], [], [["a", b"- a"]]])),
    ("rule_of_negative_line", with_part(2, [[], [], [["a", -1, b"- a"]]])),
    ("rules_less", with_part(2, [[], []])),
    ("rules_more", with_part(2, NO_RULES + [[]])),
]:
    show("root_refused_" + label, [], bad)
show("root_refused_reference_unused", [A], FIRST)

# --- what the server keeps

ORIGIN = [bytes(16), "system", DIGEST]
STAMP = [1_700_000_000, 999_999_999]
SNAPSHOT = [1, STAMP] + ORIGIN + [A, 10, 1 << 40, 1 << 30, 0]
show("snapshot", [], SNAPSHOT)
show("snapshot_refused_sequence_0", [], [0] + SNAPSHOT[1:])
show("snapshot_refused_negative_figures", [], SNAPSHOT[:9] + [-1])
show("snapshot_refused_short_id", [], SNAPSHOT[:5] + [A[1:]] + SNAPSHOT[6:])
show("snapshot_refused_more", [], SNAPSHOT + [0])
show("partial", [], [STAMP] + ORIGIN + [A])
show("partial_refused_less", [], [STAMP] + ORIGIN)
show("wrap", [], [DIGEST, 1, b"recipien", A, bytes(48)])
show("wrap_refused_epoch_0", [], [DIGEST, 0, b"recipien", A, bytes(48)])
show("wrap_refused_epoch_too_high", [], [DIGEST, (1 << 20) + 1, b"recipien", A, bytes(48)])
show("wrap_refused_recipient", [], [DIGEST, 1, b"recipient", A, bytes(48)])
show("wrap_refused_encapsulation", [], [DIGEST, 1, b"recipien", A[1:], bytes(48)])
show("wrap_refused_sealed", [], [DIGEST, 1, b"recipien", A, bytes(47)])
show("wrap_refused_key", [], [DIGEST + b"x", 1, b"recipien", A, bytes(48)])

# --- features

show("features", [], [["new", "older"], [], []])
show("features_refused_out_of_order", [], [["b", "a"], [], []])
show("features_refused_twice", [], [["a", "a"], [], []])
show("features_refused_too_many", [], [["%03d" % i for i in range(65)], [], []])
show("features_refused_two_sets", [], [[], []])
