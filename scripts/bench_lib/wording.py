"""Made-up text from a seed: zipf-like words in many scripts, joined into phrases that come back as phrases do.

Words are drawn by rank, phrases of them are made once, and records are drawn from the phrases, again by rank: so the text
has a large vocabulary, repeats itself about as natural text does, and a hundred megabytes of it take seconds to make."""
import itertools
import random
import unicodedata


def by_rank(count, exponent):
    """Cumulative weights of ranks 1, 2, 3, ...: 1 / rank ** exponent."""
    return list(itertools.accumulate((k + 3) ** -exponent for k in range(count)))


def letters(first, last, categories=("Ll", "Lo")):
    points = map(chr, range(ord(first), ord(last) + 1))
    return [c for c in points if unicodedata.category(c) in categories]


ASCII_ONSETS = "b c d f g h j k l m n p r s t v w br ch cl dr fl gr pl pr sh st str th tr".split()
ASCII_NUCLEI = "a e i o u ai ea ee io ou".split()
ASCII_CODAS = ["", "", "", "n", "r", "s", "t", "l", "nd", "st", "m"]


def english_like(rng):
    count = rng.choices((1, 2, 3, 4), (30, 45, 20, 5))[0]
    return "".join(rng.choice(ASCII_ONSETS) + rng.choice(ASCII_NUCLEI) + rng.choice(ASCII_CODAS) for _ in range(count))


def from_letters(alphabet, shortest=2, longest=9):
    alphabet = list(alphabet)
    weights = by_rank(len(alphabet), 0.8)
    return lambda rng: "".join(rng.choices(alphabet, cum_weights=weights, k=rng.randint(shortest, longest)))


def accented(marks, form="NFC"):
    """Latin words, about one vowel in two with a mark."""
    def word(rng):
        plain = english_like(rng)
        text = "".join(c + rng.choice(marks) if c in "aeiou" and rng.random() < 0.5 else c for c in plain)
        return unicodedata.normalize(form, text)
    return word


def syllabic(consonants, vowels, shortest=1, longest=4):
    """Scripts whose vowels are marks on consonants."""
    def word(rng):
        return "".join(rng.choice(consonants) + rng.choice(vowels) for _ in range(rng.randint(shortest, longest)))
    return word


HAN = letters("\u4e00", "\u62ff")
HIRAGANA, KATAKANA = letters("\u3041", "\u3093"), letters("\u30a1", "\u30f3")
chinese_word = from_letters(HAN, 1, 3)
kanji, hiragana, katakana = from_letters(HAN, 1, 2), from_letters(HIRAGANA, 1, 3), from_letters(KATAKANA, 2, 6)


def japanese_word(rng):
    kind = rng.random()
    return kanji(rng) + hiragana(rng) if kind < 0.6 else hiragana(rng) if kind < 0.85 else katakana(rng)


class Language:
    """A vocabulary, and the phrases that records are drawn from."""

    def __init__(self, rng, word, *, space=" ", stops=(", ", ". "), words=60_000, phrases=150_000, other=0.02, upper=False):
        vocabulary = list(dict.fromkeys(word(rng) for _ in range(words)))
        numbers = [str(rng.randrange(3000)) for _ in range(200)] + [english_like(rng) for _ in range(200)]
        word_weights = by_rank(len(vocabulary), 1.0)
        self.phrases = []
        for _ in range(phrases):
            part = rng.choices(vocabulary, cum_weights=word_weights, k=rng.randint(2, 9))
            if rng.random() < other * len(part):
                part[rng.randrange(len(part))] = rng.choice(numbers)
            if upper and rng.random() < 0.4:
                part[0] = part[0].capitalize()
            end = rng.random()
            self.phrases.append(space.join(part) + (stops[0] if end < 0.3 else stops[1] if end < 0.5 else space))
        self.weights = by_rank(phrases, 0.75)
        self.characters = sum(map(len, self.phrases[:2000])) / 2000

    def text(self, rng, characters):
        count = max(1, round(characters / self.characters))
        return "".join(rng.choices(self.phrases, cum_weights=self.weights, k=count)).rstrip()


def english(rng):
    return [Language(rng, english_like, upper=True)]


def chinese_and_japanese(rng):
    return [Language(rng, chinese_word, space="", stops=("，", "。")), Language(rng, japanese_word, space="", stops=("、", "。"))]


def mixed(rng):
    """Twelve languages' look, with their marks, quotes and spaces; some decomposed."""
    small = {"words": 20_000, "phrases": 30_000}
    devanagari = letters("\u0915", "\u0939")
    thai = letters("\u0e01", "\u0e2e")
    words = [
        accented("\u0308\u0301\u0300"), accented("\u0302\u0323\u0309\u0301"), accented("\u0301\u0308", form="NFD"),
        from_letters(letters("а", "я")), from_letters(letters("α", "ω")), from_letters(letters("\u0621", "\u064a")),
        from_letters(letters("\u05d0", "\u05ea")), syllabic(devanagari, ["", "\u093e", "\u093f", "\u0947", "\u094d"]),
        syllabic(thai, ["", "\u0e32", "\u0e34", "\u0e49"]), from_letters(rng.sample(letters("\uac00", "\ud7a3"), 1500), 1, 5),
        english_like, from_letters("😀🎉👍🏽❤\ufe0f☃🇫🇷", 1, 2)]
    spaces = {8: "", 11: " "}
    stops = [(", ", ". "), (" \u2014 ", "\u2026 "), ("\u00a0; ", " \u201cok\u201d. ")]
    return [Language(rng, word, space=spaces.get(k, " "), stops=stops[k % 3], upper=k < 5, **small)
            for k, word in enumerate(words)]


# The items that are planted are made of letters that the text around them does not have, so that their number is known.
PLANTED_LETTERS = {
    english: from_letters(["zq" + a + b for a in "bcdfgklmprst" for b in "aeiou"], 2, 3),
    chinese_and_japanese: from_letters(letters("\u3400", "\u3fff"), 1, 3),
    mixed: from_letters(letters("\u10d0", "\u10f0")),  # Georgian
}


def planted_items(kind, seed, count):
    """`count` item texts of 12 to 60 words, no two with a word order in common."""
    rng = random.Random(f"{seed} planted {kind.__name__}")
    space = "" if kind is chinese_and_japanese else " "
    return [space.join(PLANTED_LETTERS[kind](rng) for _ in range(rng.randint(12, 60))) for _ in range(count)]
