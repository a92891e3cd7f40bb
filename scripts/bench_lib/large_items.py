"""A made-up benchmark of as many distinct n-grams as are asked for."""
import random

from . import wording
from .corpora import SEED, line

WORDS_AN_ITEM = 107
NGRAMS_AN_ITEM = WORDS_AN_ITEM - 7
VOCABULARY = 200_000


def large_items(cache, ngrams):
    """The file, and its number of items. Words are drawn evenly from a large vocabulary: two places of the same eight words
    are not to be expected, so that n-grams are items times NGRAMS_AN_ITEM."""
    count = ngrams // NGRAMS_AN_ITEM

    def make(folder):
        rng, vocabulary = random.Random(f"{SEED} large"), {}
        while len(vocabulary) < VOCABULARY:
            vocabulary["qu" + wording.english_like(rng) + wording.english_like(rng)] = None
        words, text_bytes = list(vocabulary), 0
        with open(folder / "items.jsonl", "wb") as file:
            for k in range(count):
                data = line({"id": str(k), "prompt": " ".join(rng.choices(words, k=WORDS_AN_ITEM))})
                text_bytes += len(data)
                file.write(data)
        return {"records": count, "text_bytes": text_bytes, "found": {}}
    return cache.dataset(f"items-{ngrams}", make).shards[0], count
