#!/usr/bin/env python3
"""Makes the golden vectors of the codec from docs/format.md alone: it shares no code with Holdfast.

Needs python3-cryptography. Writes "name hex" lines to stdout; see README.md beside it.
"""

import hashlib
import hmac
import struct

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def hmac256(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


def expand(key, info, length):
    out, block = b"", b""
    for i in range(1, -(-length // 32) + 1):
        block = hmac256(key, block + info + bytes([i]))
        out += block
    return out[:length]


def extract(salt, secret):
    return hmac256(salt, secret)


def show(name, value):
    print(name, value.hex() if isinstance(value, bytes) else value)


# --- keys

ROOT = bytes(range(32))
LABELS = [
    ("vault_id", b"holdfast vault id", 16),
    ("object_ids", b"holdfast object ids", 32),
    ("write_key", b"holdfast write key", 32),
    ("read_key", b"holdfast read key 1", 32),
    ("chunker", b"holdfast chunker", 32),
    ("slices", b"holdfast slices", 32),
    ("parts", b"holdfast tree parts", 32),
    ("cache", b"holdfast cache", 32),
]
show("root_secret", ROOT)
K = {}
for name, label, size in LABELS:
    K[name] = expand(ROOT, label, size)
    show(name, K[name])
K["public_key"] = X25519PrivateKey.from_private_bytes(K["read_key"]).public_key().public_bytes_raw()
show("public_key", K["public_key"])

# --- recovery code

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def times(a, b):
    product = 0
    for bit in range(5):
        if b >> bit & 1:
            product ^= a << bit
    for bit in range(9, 4, -1):
        if product >> bit & 1:
            product ^= 0b101001 << (bit - 5)
    return product


def symbols(data, count):
    number = int.from_bytes(data, "big") << (5 * count - 8 * len(data))
    return [number >> 5 * (count - 1 - i) & 31 for i in range(count)]


def recovery_code(root, fingerprint):
    sixty = symbols(root, 52) + symbols(fingerprint, 8)
    groups = []
    for index in range(15):
        four = sixty[4 * index:4 * index + 4]
        check, power = index, 1
        for symbol in four:
            power = times(power, 2)
            check ^= times(power, symbol)
        groups.append("".join(ALPHABET[s] for s in four + [check]))
    return "-".join(groups)


def fingerprint(vault):
    return hashlib.sha256(b"holdfast fingerprint" + vault).digest()[:5]


show("recovery_code", recovery_code(ROOT, fingerprint(K["vault_id"])).encode())
WRONG = bytes([fingerprint(K["vault_id"])[0] ^ 1]) + fingerprint(K["vault_id"])[1:]
show("recovery_code_with_another_fingerprint", recovery_code(ROOT, WRONG).encode())

# --- CBOR, as much as is needed


def head(major, value):
    if value < 24:
        return bytes([major << 5 | value])
    for extra, limit, form in ((24, 8, ">B"), (25, 16, ">H"), (26, 32, ">I"), (27, 64, ">Q")):
        if value < 1 << limit:
            return bytes([major << 5 | extra]) + struct.pack(form, value)
    raise ValueError(value)


def cbor(value):
    if isinstance(value, int):
        return head(0, value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    return head(4, len(value)) + b"".join(cbor(each) for each in value)


def framed(magic, body):
    front = magic + struct.pack(">I", len(body)) + body
    return front + hashlib.sha256(front).digest()[:16]


ESCROW_PRIVATE = bytes(range(0x40, 0x60))
ESCROW = X25519PrivateKey.from_private_bytes(ESCROW_PRIVATE).public_key().public_bytes_raw()
show("escrow_private", ESCROW_PRIVATE)
show("escrow_public", ESCROW)
show("key_file", framed(b"HFkeys01", cbor([[[], [], []], ROOT, [[1, ESCROW]]])))
show("key_file_with_compatible_feature", framed(b"HFkeys01", cbor([[["shiny"], [], []], ROOT, []])))
show("key_file_too_new", framed(b"HFkeys01", cbor([[[], [], ["shiny"]], ROOT, [], "new"])))
show("key_file_without_escrow_list", framed(b"HFkeys01", cbor([[[], [], []], ROOT])))
show("key_file_with_short_secret", framed(b"HFkeys01", cbor([[[], [], []], ROOT[1:], []])))

# --- objects

CHUNK, LIST, TREE, ROOT_KIND = 1, 2, 3, 4


def object_id(kind, references, plain):
    before = bytes([1, kind]) + struct.pack(">I", len(references)) + b"".join(references)
    return hmac256(K["object_ids"], before + struct.pack(">Q", len(plain)) + plain)


REF1, REF2 = b"\x11" * 32, b"\x22" * 32
show("id_of_empty_chunk", object_id(CHUNK, [], b""))
show("id_of_chunk", object_id(CHUNK, [], b"hello"))
show("id_of_tree", object_id(TREE, [REF1, REF2], b"hello"))

KEY_ID = bytes(range(0xA0, 0xB0))
CONTENT_KEY = bytes(range(0xC0, 0xE0))
NONCE = bytes(range(0xE0, 0xEC))
show("key_id", KEY_ID)
show("content_key", CONTENT_KEY)
show("nonce", NONCE)


def object_key(oid):
    return expand(CONTENT_KEY, b"holdfast object" + bytes([1]) + oid, 32)


def envelope(encoding, plain_length, body, padding=b""):
    return bytes([encoding]) + struct.pack(">II", plain_length, len(body)) + body + padding


def record(kind, references, oid, inside, nonce=NONCE):
    front = b"HFR1" + bytes([1, kind, 0, 0])
    front += struct.pack(">II", len(references), len(inside) + 16)
    front += oid + KEY_ID + nonce + b"".join(references)
    sealed = AESGCM(object_key(oid)).encrypt(nonce, inside, front)
    return front + sealed + hashlib.sha256(front + sealed).digest()[:16]


def frame(content_size, blocks):
    """A zstd frame of one segment; blocks are (type, size, bytes)."""
    out = b"\x28\xb5\x2f\xfd" + bytes([0xA0]) + struct.pack("<I", content_size)
    for i, (kind, size, data) in enumerate(blocks):
        last = int(i == len(blocks) - 1)
        out += struct.pack("<I", size << 3 | kind << 1 | last)[:3] + data
    return out


RAW_BLOCK, RLE_BLOCK = 0, 1


def sample(name, plain, inside, kind=CHUNK, references=(), oid=None):
    references = list(references)
    show(name, record(kind, references, oid or object_id(kind, references, plain), inside))


DISTINCT = bytes((37 * i + 11) & 0xFF for i in range(48))
show("distinct", DISTINCT)
sample("record_raw", DISTINCT, envelope(0, 48, DISTINCT))
sample("record_of_tree", DISTINCT, envelope(0, 48, DISTINCT), TREE, [REF1, REF2])
sample("record_of_nothing", b"", envelope(0, 0, b""))
sample("record_padded", DISTINCT, envelope(0, 48, DISTINCT, bytes(100)))
SAME = b"a" * 100_000
RLE = frame(100_000, [(RLE_BLOCK, 100_000, b"a")])
sample("record_zstd", SAME, envelope(1, 100_000, RLE))
sample("record_zstd_padded", SAME, envelope(1, 100_000, RLE, bytes(5)))

# --- refused: sealed by a writer, and wrong inside

sample("refused_padding", DISTINCT, envelope(0, 48, DISTINCT, bytes(99) + b"\x01"))
sample("refused_encoding", DISTINCT, envelope(2, 48, DISTINCT))
sample("refused_raw_longer", DISTINCT, envelope(0, 47, DISTINCT))
sample("refused_raw_shorter", DISTINCT, envelope(0, 49, DISTINCT))
sample("refused_body_beyond_the_end", DISTINCT,
       b"\x00" + struct.pack(">II", 49, 49) + DISTINCT)
sample("refused_negative_body", DISTINCT,
       b"\x00" + struct.pack(">II", 0xFFFFFFFF, 0xFFFFFFFF) + DISTINCT)
sample("refused_length_beyond_any", SAME,
       envelope(1, (4 << 20) + 1, frame((4 << 20) + 1, [(RLE_BLOCK, 100_000, b"a")])))
MANY = [(RLE_BLOCK, 131_072, b"a")]
sample("refused_bomb", SAME, envelope(1, 4 << 20, frame(4 << 20, MANY * 1_000)))
sample("refused_frame_of_another_size", SAME, envelope(1, 99_999, RLE))
sample("refused_frame_that_ends_early", SAME,
       envelope(1, 100_000, frame(100_000, [(RLE_BLOCK, 99_999, b"a")])))
NO_SIZE = b"\x28\xb5\x2f\xfd" + bytes([0x00, 0x38]) + RLE[9:]
sample("refused_frame_without_size", SAME, envelope(1, 100_000, NO_SIZE))
sample("refused_bytes_after_the_frame", SAME, envelope(1, 100_000, RLE + b"\x00"))
sample("refused_two_frames", SAME + SAME, envelope(1, 200_000, RLE + RLE))
sample("refused_no_frame", SAME, envelope(1, 100_000, b"not a frame"))
sample("refused_empty_body", SAME, envelope(1, 100_000, b""))
sample("refused_skippable_frame", b"",
       envelope(1, 0, b"\x50\x2a\x4d\x18" + struct.pack("<I", 4) + b"abcd"))
sample("refused_id_of_other_content", DISTINCT, envelope(0, 48, DISTINCT[::-1]))
sample("refused_id_without_references", DISTINCT, envelope(0, 48, DISTINCT), TREE, [REF1],
       object_id(TREE, [], DISTINCT))
sample("refused_id_with_references_in_the_body", REF1 + DISTINCT,
       envelope(0, 48, DISTINCT), TREE, [REF1], object_id(TREE, [], REF1 + DISTINCT))

# --- wraps


def wrap(write_key, vault, key_id, epoch, ephemeral, public):
    private = X25519PrivateKey.from_private_bytes(ephemeral)
    enc = private.public_key().public_bytes_raw()
    dh = private.exchange(X25519PublicKey.from_public_bytes(public))
    suite = b"KEM" + struct.pack(">H", 0x0020)
    prk = extract(b"", b"HPKE-v1" + suite + b"eae_prk" + dh)
    shared = expand(prk, struct.pack(">H", 32) + b"HPKE-v1" + suite + b"shared_secret" + enc + public, 32)
    info = b"holdfast wrap" + vault + key_id + struct.pack(">I", epoch) + enc
    key = expand(extract(write_key, shared), info, 32)
    sealed = AESGCM(key).encrypt(bytes(12), CONTENT_KEY, key_id)
    return cbor([key_id, epoch, hashlib.sha256(public).digest()[:8], enc, sealed])


EPHEMERAL = bytes(range(0x60, 0x80))
show("ephemeral", EPHEMERAL)
show("wrap", wrap(K["write_key"], K["vault_id"], KEY_ID, 1, EPHEMERAL, K["public_key"]))
show("wrap_for_escrow", wrap(K["write_key"], K["vault_id"], KEY_ID, 1, EPHEMERAL, ESCROW))
show("refused_wrap_by_a_stranger",
     wrap(bytes(32), K["vault_id"], KEY_ID, 1, EPHEMERAL, K["public_key"]))
show("refused_wrap_of_another_vault",
     wrap(K["write_key"], bytes(16), KEY_ID, 1, EPHEMERAL, K["public_key"]))

# --- cuts


def stream(length):
    """Reproducible content: the SHA-256 of 0, 1, 2 … as 8 bytes each."""
    return b"".join(hashlib.sha256(struct.pack(">Q", i)).digest() for i in range(length // 32))


GEAR = struct.unpack(">256Q", expand(K["chunker"], b"holdfast gear", 2048))
KIB = 1024


def cut(data, start):
    left = len(data) - start
    if left <= 256 * KIB:
        return len(data)
    fingerprint = 0
    for length in range(256 * KIB + 1, min(left, 4096 * KIB) + 1):
        fingerprint = ((fingerprint << 1) + GEAR[data[start + length - 1]]) & 0xFFFFFFFFFFFFFFFF
        if fingerprint >> (42 if length <= 1024 * KIB else 46) == 0:
            return start + length
    return start + min(left, 4096 * KIB)


def cuts(data):
    ends, at = [], 0
    while at < len(data):
        at = cut(data, at)
        ends.append(at)
    return ends


show("cuts_of_16_mib", struct.pack(">%dI" % len(ends), *ends) if (ends := cuts(stream(16 << 20))) else b"")
show("cuts_of_9_mib_of_zeros", struct.pack(">3I", *cuts(bytes(9 << 20))))
show("slice_digest_of_hello", hmac256(K["slices"], b"hello")[:16])
show("slice_digest_of_nothing", hmac256(K["slices"], b"")[:16])


def chosen(level, names):
    return b"".join(struct.pack(">H", i) for i, name in enumerate(names)
                    if hmac256(K["parts"], bytes([level]) + name)[0] == 0)


NAMES = [b"file-%d" % i for i in range(2_000)]
show("names_that_end_a_part_at_level_0", chosen(0, NAMES))
show("names_that_end_a_part_at_level_1", chosen(1, NAMES))
