"""Writes rows in the many ways a file can hold them. What a JSON reader gets is the same whichever way is drawn."""
import csv
import gzip
import io
import json
import zlib

import zstandard

from .containers import BYTE_ORDER_MARK


def plainly(rows):
    """JSONL that any reader takes: what the reference is given."""
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


class Writer:
    """One file's habits, drawn once, and the drawing of each detail."""

    def __init__(self, rng):
        self.rng = rng
        self.escapes = rng.choice((0, 0.05, 0.5, 1))
        self.spaces = rng.random() < 0.3
        self.duplicates = rng.choice((0, 0, 0.1))

    def string(self, text):
        out, lone = ['"'], self.rng.choice(("\\ud800", "\\uDBFF", "\\uDFFF"))
        for c in text:
            if c in '"\\' or c < " ":
                out.append(json.dumps(c)[1:-1] if self.rng.random() < 0.8 else f"\\u{ord(c):04X}")
            elif c == "\ufffd" and self.rng.random() < 0.3:
                out.append(lone)  # a lone surrogate reads as U+FFFD
            elif c == "/" and self.rng.random() < 0.3:
                out.append("\\/")
            elif self.rng.random() < self.escapes:
                out.append(json.dumps(c)[1:-1] if ord(c) > 126 else f"\\u{ord(c):04x}")
            else:
                out.append(c)
        return "".join(out) + '"'

    def space(self):
        return self.rng.choice(("", " ", "\t", "  ")) if self.spaces else ""

    def value(self, value):
        if isinstance(value, str):
            return self.string(value)
        if isinstance(value, list):
            return "[" + self.space() + ("," + self.space()).join(map(self.value, value)) + "]"
        if not isinstance(value, dict):
            return json.dumps(value)
        members = []
        for key, inner in value.items():
            if self.rng.random() < self.duplicates:  # of equal keys the last one holds
                members.append((key, self.rng.choice((None, "not this one", ""))))
            members.append((key, inner))
        return "{" + ",".join(f"{self.space()}{self.key(k)}{self.space()}:{self.space()}{self.value(v)}{self.space()}"
                              for k, v in members) + "}"

    def key(self, key):
        escaped = self.rng.random() < 0.03
        return '"' + "".join(f"\\u{ord(c):04x}" for c in key) + '"' if escaped else json.dumps(key)

    def lines(self, rows):
        rng, ending, out = self.rng, self.rng.choice(("\n", "\n", "\r\n")), []
        for row in rows:
            if rng.random() < 0.05:
                out.append(rng.choice(("", " ", "\t ")) + ending)
            out.append(self.space() + self.value(row) + self.space() + ending)
        text = "".join(out)
        if text and rng.random() < 0.2:
            text = text.removesuffix(ending)
        elif rng.random() < 0.2:
            text += ending * 2
        return text.encode()

    def array(self, rows):
        gap = self.rng.choice(("", " ", "\n", "\r\n  "))
        inner = f",{gap}".join(map(self.value, rows))
        return f"[{gap}{inner}{gap}]{self.rng.choice(('', chr(10)))}".encode()

    def document(self, rows):
        """The file's bytes before compression, and the name's ending."""
        data, ending = (self.array(rows), ".json") if self.rng.random() < 0.25 else (self.lines(rows), ".jsonl")
        return (BYTE_ORDER_MARK if self.rng.random() < 0.1 else b"") + data, ending

    def file(self, stem, rows):
        """A file name and its bytes."""
        data, ending = self.document(rows)
        data, more = self.packed(data)
        name = stem + ending + more
        return (stem + self.rng.choice(("", ".data", ".zst", ".jsonl")) if self.rng.random() < 0.1 else name), data

    def pieces(self, data):
        cuts = sorted(self.rng.choices(range(len(data) + 1), k=self.rng.randint(0, 3)))
        return [data[a:b] for a, b in zip([0, *cuts], [*cuts, len(data)])]

    def packed(self, data):
        kind = self.rng.randrange(3)
        if kind == 0:
            return data, ""
        if kind == 1:
            return b"".join(map(self.gzip_member, self.pieces(data))), ".gz"
        frames = []
        for piece in self.pieces(data):
            if self.rng.random() < 0.2:
                size = self.rng.randrange(9)
                frames.append((0x184D2A50 + size).to_bytes(4, "little") + size.to_bytes(4, "little") + b"?" * size)
            frames.append(self.zstd_frame(piece))
        return b"".join(frames), ".zst"

    def gzip_member(self, data):
        if self.rng.random() < 0.5:
            return gzip.compress(data, mtime=0)
        packer = zlib.compressobj(self.rng.choice((0, 9)), zlib.DEFLATED, -15)
        check = zlib.crc32(data).to_bytes(4, "little") + len(data).to_bytes(4, "little")
        header = b"\x1f\x8b\x08\x08" + bytes(4) + b"\x00\x03a name\x00"
        return header + packer.compress(data) + packer.flush() + check

    def zstd_frame(self, data):
        rng = self.rng
        settings = zstandard.ZstdCompressionParameters.from_level(
            rng.choice((1, 3)), window_log=rng.choice((10, 20, 27, 28)), enable_ldm=rng.random() < 0.2,
            write_content_size=rng.random() < 0.5, write_checksum=rng.random() < 0.5)
        if rng.random() < 0.5:
            return zstandard.ZstdCompressor(compression_params=settings).compress(data)
        packer = zstandard.ZstdCompressor(compression_params=settings).compressobj()
        return packer.compress(data) + packer.flush()


def table(rows):
    """The rows as CSV, or None where they do not fit one."""
    if not rows or any(len(row) != len(rows[0]) for row in rows):
        return None
    if any(not isinstance(v, (str, int)) or "\0" in str(v) for row in rows for v in row.values()):
        return None
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
