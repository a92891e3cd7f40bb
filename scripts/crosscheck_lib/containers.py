"""Bytes as stored: compression told apart by content, and a file's records as raw bytes."""
import gzip
import io
import json

import zstandard

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def compression(data):
    """`gzip`, `zstd` or `plain`, by the first bytes."""
    if data[:2] == b"\x1f\x8b":
        return "gzip"
    first = int.from_bytes(data[:4], "little")
    skippable = 0x184D2A50 <= first <= 0x184D2A5F
    return "zstd" if first == 0xFD2FB528 or skippable else "plain"


def decompressed(data):
    kind = compression(data)
    if kind == "gzip":
        return gzip.decompress(data)
    if kind == "zstd":
        reader = zstandard.ZstdDecompressor(max_window_size=2**31)
        return reader.stream_reader(io.BytesIO(data), read_across_frames=True).read()
    return data


def raw_records(data):
    """The bytes of each record of decompressed JSONL (a line without its line feed) or of one JSON array's elements."""
    data = data.removeprefix(BYTE_ORDER_MARK)
    if not data.lstrip().startswith(b"["):
        return [line for line in data.split(b"\n") if line.strip()]
    text, decoder, records = data.decode(), json.JSONDecoder(), []
    at = text.index("[") + 1
    while True:
        while text[at] in " \t\r\n,":
            at += 1
        if text[at] == "]":
            return records
        _, end = decoder.raw_decode(text, at)
        records.append(text[at:end].encode())
        at = end
