"""Tokens of the profile `words`, with where they stand, for the generator's own checks.

A small version of what docs/matching.md tells, enough for the text that is made here.
"""
import unicodedata

UNSPACED = [
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x2FDF), (0x3005, 0x3005), (0x3007, 0x3007),
    (0x3021, 0x3029), (0x3041, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
]
IGNORED = dict.fromkeys([0x00AD, 0x034F, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFE0E, 0xFE0F])


def spans(text):
    """(token, start, end) of a text that is normalised already; offsets count its characters."""
    found, start, alone = [], None, False
    for at, character in enumerate(text + " "):
        kind = unicodedata.category(character)[0]
        unspaced = kind in "LN" and any(low <= ord(character) <= high for low, high in UNSPACED)
        if start is not None and (kind not in "LMN" or unspaced or (alone and kind != "M")):
            found.append((text[start:at], start, at))
            start = None
        if start is None and kind in "LMN":
            start, alone = at, unspaced
    return found


def normal(text):
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return text.translate(IGNORED)


def tokens(text):
    return [token for token, _, _ in spans(normal(text))]


def grams(sequence, n=8):
    return {tuple(sequence[i:i + n]) for i in range(len(sequence) - n + 1)}


def longest(one, other):
    """The most consecutive tokens that stand in both."""
    best, before = 0, [0] * (len(other) + 1)
    for word in one:
        row = [0] * (len(other) + 1)
        for at, candidate in enumerate(other, 1):
            if word == candidate:
                row[at] = before[at - 1] + 1
                best = max(best, row[at])
        before = row
    return best
