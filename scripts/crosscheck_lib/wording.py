"""Made-up text in which overlaps are frequent and Unicode is of every sort."""
import functools
import unicodedata

import regex

# Words by script or trouble. The spellings of one word are meant to be equal, or nearly so, to a normaliser.
POOLS = {
    "plain": ["the", "cat", "sat", "on", "a", "mat", "x", "I", "snake_case", "__init__", "v2", "3rd", "_", "don't"],
    "latin": ["straße", "STRASSE", "ẞ", "naïve", "nai\u0308ve", "café", "ﬁne", "oﬃce", "ﬅ", "ǆ", "ǅ", "Ǆ", "\u212b",
              "Å", "\u212a", "ſo", "ŉ", "ĳ", "ŀ", "ǰ", "\u1e9a", "Ạ\u0308", "ấ", "a\u0302\u0301", "…", "™", "ª"],
    "turkish": ["İstanbul", "istanbul", "ISTANBUL", "i\u0307stanbul", "ısı", "Iİ", "İ"],
    "greek": ["ΟΔΟΣ", "οδος", "οδοσ", "ΣΑΣ", "Σ", "ΑΣ'Α", "ΑΣ\u0301", "ΑΣ.", "ᾳ", "α\u0345", "ΑΙ", "ᾼ", "α\u0345\u0301",
              "α\u0301\u0345", "ᾴ", "ΐ", "ι\u0308\u0301", "ᾲ", "ᾷ", "\u0345", "ϐ", "ϑ", "\u1fbe", "ϒ\u0301"],
    "cyrillic": ["Ёлка", "е\u0308лка", "ЙОД", "и\u0306од", "ꙋ", "\u1c88", "Ԑ", "Ӏ"],
    "marks": ["a\u0315\u0300", "a\u0300\u0315", "a\u0323\u0307", "a\u0307\u0323", "ậ", "\u0301", "=\u0338", "≠",
              "=\u0301\u0338", "q\u0307\u0323", "q\u0323\u0307", "\u0344", "o\u0308\u0304", "ȫ", "a\u034f\u0301", "a\u20dd"],
    "hangul": ["한국어", "\u1112\u1161\u11ab\u1100\u116e\u11a8", "가\u11a8", "각", "\u1100\u1161", "ㄱㅏ", "ﾡￂ",
               "\u1100\u1160\u1161", "\u115f\u1161", "\u3164", "\uffa0", "\u1100\u115f", "\ud7b0\ud7cb", "㈀", "㉠", "힣"],
    "japanese": ["カタカナ", "ｶﾀｶﾅ", "ガギ", "ｶﾞｷﾞ", "か\u3099", "が", "ﾊﾟ", "ハ\u309a", "漢字", "々", "ー", "ｰ", "ゝ",
                 "㌀", "㍻", "㋿", "ヿ", "ゟ", "\u309b", "\u3099", "か\u0301", "〆", "㈱", "ㇰ"],
    "chinese": ["中文", "你好", "\uf900", "豈", "〇", "〡〢", "⼀", "⺀", "𠀀", "\U0002f800", "丽", "㐀", "㊀", "ㄅㄆ",
                "中a文", "中，文", "𱍊", "\uf967"],
    "thai": ["ภาษาไทย", "น้ำ", "น\u0e49\u0e4d\u0e32", "กำ", "๕๖", "ລາວ", "ຫຼ\u0eb3", "ໜ", "ก\u0301", "ฯ", "๏"],
    "khmer": ["ខ្មែរ", "ក\u17b4ា", "ក\u17b5", "១២", "ភ្នំ", "៕", "ៗ"],
    "burmese": ["မြန်မာ", "\u1025\u102e", "\u1026", "၁၂", "က\u1037\u103a", "က\u103a\u1037", "ႏ", "ꩡ"],
    "indic": ["हिन्दी", "\u0958", "क\u093c", "क्\u200dष", "न\u093c", "ऩ", "বাংলা", "\u09c7\u09be", "\u09cb", "தமிழ்",
              "க\u0bc6\u0bbe", "க\u0bca", "౧౨", "७", "ക\u0d4d\u200c", "ශ්\u200dරී", "གྷ", "\u0f43", "\u0f73", "\u0f71\u0f72"],
    "arabic": ["مُحَمَّد", "م\u0651\u064e", "م\u064e\u0651", "محمد", "ﷺ", "ﷲ", "ﻻ", "لا", "ـ", "٣٤", "۳۴", "ﹰ", "ﱠ",
               "א\u05b8\u05bc", "שָׁלוֹם", "ש\u05c1\u05b8", "ש\u05b8\u05c1", "\ufb2c", "ﭏ", "\u0640"],
    "numbers": ["１２", "12", "²", "x²", "①②", "⑫", "Ⅷ", "ⅷ", "VIII", "½", "1\u20442", "⒈", "⑴", "㊿", "𝟙𝟚", "१२", "௧",
                "↉", "𐄇", "㉈", "1,000", "1.5", "௰", "৴", "Ↄ", "ↄ"],
    "emoji": ["👩\u200d👩\u200d👧", "❤\ufe0f", "1\ufe0f\u20e3", "👍🏽", "☃\ufe0e", "🇫🇷", "🏴\U000e0067\U000e007f", "©\ufe0f", "a\ufe0f",
              "𝓐\U000e0100", "㊗\ufe0f"],
    "planes": ["𝐀𝐁", "𝔄", "𐐀𐐨", "𞤀𞤢", "𒀀", "𑄮", "\U00011131\U00011127", "𝅗𝅥", "𝆹𝅥", "🄰", "🅐", "🈁", "𞸀", "𐞁", "𖼀"],
    "controls": ["\u0000", "a\u0007b", "\u001b[0m", "\ufffd", "\ufeff", "\u2060", "\U000e0001", "\ue000", "\ufdd0", "\uffff"],
}
SPACES = ["\u00a0", "\u3000", "\u2009", "\u2028", "\u2029", "\u0085", "\u001c", "\u001d", "\u001e", "\u001f", "\u000b", "\f",
          "\u1680", "\u202f", "\r\n", "\r", "\n", "\n\n", "\t", "\u205f"]
PUNCTUATION = ["-", "_", "'", "’", "“", "”", ", ", ". ", "! ", "—", "·", "/", ":", "\\", '"', "‿", "・", "、", "。", "．", "`",
               "\u00b4", "\u00a8", "\u037a", "=", "؟", "।", "\u2044", "+", "\u309b", "＇", "\u02bc", "\u00b7"]
IGNORABLE = ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u034f", "\u115f", "\u1160", "\u3164", "\uffa0",
             "\ufe0f", "\u180e", "\u061c", "\u202e", "\U000e0041", "\u17b4", "\u180b", "\u2066", "\U000e0101"]


@functools.cache
def stable():
    """Code points that are assigned and in the same category for `unicodedata` and for `regex`, in order."""
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
        for _ in range(rng.choice((0, 2, 8))):
            self.words.append("".join(rng.choices(stable()[0], k=rng.randint(1, 4))))
        self.phrases = [self.draw(rng.randint(1, 2 * n + 6)) for _ in range(rng.randint(2, 6))]
        self.change = rng.choice((0, 0.1, 0.3))
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
