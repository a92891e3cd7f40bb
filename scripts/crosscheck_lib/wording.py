"""Made-up text in which overlaps are frequent and Unicode is of every sort."""
import functools
import unicodedata

import regex

from .vocabulary import CONFUSABLE, IGNORABLE, OTHERS, POOLS, PUNCTUATION, SPACES


@functools.cache
def stable():
    """Code points that are assigned and in the same category for `unicodedata` and for `regex`, in order.

    Python 3.11 has the tables of Unicode 14, which every newer version agrees with on the code points it assigns.
    """
    by_category = {}
    for point in range(0x110000):
        by_category.setdefault(unicodedata.category(chr(point)), []).append(chr(point))
    kept = set()
    for category, points in by_category.items():
        if category not in ("Cn", "Cs"):
            kept.update(regex.findall(rf"\p{{{category}}}", "".join(points)))
    return sorted(kept), kept | {"\ufdd0", "\uffff"}  # noncharacters stay unassigned for ever


def full_width(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def swapped(rng, text):
    """Two neighbours change places: marks that do not interact may stand in either order."""
    if len(text) < 2:
        return text
    k = rng.randrange(len(text) - 1)
    return text[:k] + text[k + 1] + text[k] + text[k + 2:]


def hidden(rng, text):
    k = rng.randrange(len(text) + 1)
    return text[:k] + rng.choice(IGNORABLE) + text[k:]


def respelled(rng, word):
    """Another spelling, most of which the profile `words` takes for the same word."""
    if word in OTHERS and rng.random() < 0.8:
        return rng.choice(OTHERS[word])
    how = rng.randrange(12)
    if how < 3:
        return (word.upper(), word.lower(), word.title())[how]
    if how < 7:
        return unicodedata.normalize(("NFC", "NFD", "NFKC", "NFKD")[how - 3], word)
    return (word.casefold(), full_width(word), hidden(rng, word), swapped(rng, word), word.swapcase())[how - 7]


class Wording:
    """One made-up corpus's vocabulary and the phrases its texts are cut from."""

    def __init__(self, rng, n):
        self.rng, self.n = rng, n
        names = rng.sample(sorted(POOLS), rng.randint(1, 4))
        pool = [word for name in names for word in POOLS[name]] + POOLS["plain"]
        self.words = rng.sample(pool, min(len(pool), rng.choice((4, 8, 15, 30))))
        self.words += [rng.choice(group) for group in rng.sample(CONFUSABLE, rng.choice((0, 3, 6)))]
        for _ in range(rng.choice((0, 2, 8))):
            self.words.append("".join(rng.choices(stable()[0], k=rng.randint(1, 4))))
        self.phrases = [self.draw(rng.randint(1, 2 * n + 6)) for _ in range(rng.randint(2, 6))]
        self.change = rng.choice((0, 0.1, 0.2, 0.4))
        self.odd_gap = rng.choice((0, 0.1, 0.5))

    def draw(self, count):
        return self.rng.choices(self.words, k=count)

    def sentence(self):
        """A list of words: a phrase or a piece of one, maybe with words around it, or words alone."""
        rng, phrase = self.rng, self.rng.choice(self.phrases)
        kind = rng.randrange(6)
        if kind == 0:
            return phrase
        if kind == 1:
            return self.draw(rng.randint(0, self.n + 3))
        start = rng.randrange(len(phrase))
        piece = phrase[start:start + rng.choice((self.n - 1, self.n, self.n + 1, 2 * self.n, 40))]
        around = [self.draw(rng.choice((0, 0, 1, 5))) for _ in range(2)]
        more = rng.choice(self.phrases) if kind == 2 else []
        return around[0] + piece + around[1] + more

    def gap(self):
        rng = self.rng
        if rng.random() >= self.odd_gap:
            return " "
        return rng.choice(rng.choice((SPACES, PUNCTUATION, ["", "  ", " \u00ad"])))

    def text(self):
        rng, parts = self.rng, []
        if rng.random() < 0.04:
            return ""
        for word in self.sentence():
            parts += [respelled(rng, word) if rng.random() < self.change else word, self.gap()]
        if parts and rng.random() < 0.8:
            parts.pop()
        text = "".join(parts)
        if rng.random() < 0.1:
            text = unicodedata.normalize(rng.choice(("NFC", "NFD", "NFKC", "NFKD")), text)
        return "".join(c for c in text if c in stable()[1])
