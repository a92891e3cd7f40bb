"""The datasets and benchmarks by name: from the real data of ../shared/data where it is there, else made up."""
import codecs
import itertools
import random
import re
from pathlib import Path

from . import wording
from .corpora import MEGABYTE, PLANTED, SEED, Cache, Dataset, ShardWriter, line, made_up, rows_of, write_items
from .reference_counts import REFERENCE

LARGE_RECORD, SMALL_RECORD = 2_000_000, 190  # characters


class Datasets:
    """Each method makes what it names on first use. `found` of a dataset is known for the index names of Indexes."""

    def __init__(self, build, shared, quick):
        data = Path(shared) / "data" if shared else None
        self.real = data if data and (data / "throughput").is_dir() else None
        self.cache = Cache(Path(build) / f"bench-data{'' if self.real else '-made-up'}{'-quick' if quick else ''}")
        self.size = MEGABYTE * (16 if quick else 110)
        self.quick = quick

    # Benchmarks

    def known_items(self):
        """The benchmark of about 30 thousand n-grams."""
        return self.real / "benchmarks/rewardbench-known.jsonl.zst" if self.real else self.made_items("items-30k", 1800, 25)

    def many_items(self):
        """The files of the benchmark of about 0.9 million n-grams, and the names of its fields."""
        if self.real:
            return sorted((self.real / "benchmarks/mmlu-agieval-gsm8k").iterdir()), ("question", "fingerprint", "eval_key")
        return [self.made_items("items-900k", 30_000, 37)], ("prompt", None, None)

    def rivals_items(self):
        """The items of the index 30k as one file, with the field prompt."""
        if self.real:
            return self.known_items()
        path = self.cache.folder / "rivals-items.jsonl"
        path.write_bytes(self.known_items().read_bytes() + self.planted_items(wording.english).read_bytes())
        return path

    def made_items(self, name, count, words):
        def make(folder):
            rng = random.Random(f"{SEED} {name}")
            vocabulary = list({"qu" + wording.english_like(rng) for _ in range(40_000)})
            write_items(folder / "items.jsonl", (" ".join(rng.choices(vocabulary, k=words)) for _ in range(count)))
            return {"records": count, "text_bytes": 0, "found": {}}
        return self.cache.dataset(name, make).shards[0]

    def planted_items(self, kind):
        """The file of the items planted in the made-up data of this kind."""
        path = self.cache.folder / f"planted-{kind.__name__}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_items(path, wording.planted_items(kind, SEED, PLANTED))
        return path

    # Datasets

    def english(self):
        """Four shards of real English text, code among it; 168 MB."""
        if not self.real:
            return self.made("english", wording.english)
        shards = sorted((self.real / "throughput").glob("*.zst"))
        records, text_bytes, found = REFERENCE["english"]
        return Dataset("english", shards, records, text_bytes, found, "real")

    def derived(self, name, make_rows, *, shards=1, compressed=True, counts=None):
        """The rows that `make_rows` gives, as a dataset of its own. Its counts are those of the reference."""
        def make(folder):
            writer, records = ShardWriter(folder, shards, compressed), 0
            for row, share in make_rows():
                writer.write(line(row), share)
                records += 1
            writer.close()
            return {"records": records, "text_bytes": writer.written, "found": counts or {}}
        dataset = self.cache.dataset(name, make, "real" if self.real else "made up")
        if name in REFERENCE:
            dataset.records, _, dataset.found = REFERENCE[name]
        return dataset

    def english_again(self, name, *, shards=1, times=1, compressed=True):
        """The English text stored otherwise: as one shard, plain, or many times over. It must find the same."""
        base = self.english()
        def rows():
            for turn in range(times):
                for k, path in enumerate(base.shards):
                    for row in rows_of(path):
                        yield row, (turn + k / len(base.shards)) / times
        counts = {index: (matched, contaminated * times) for index, (matched, contaminated) in base.found.items()}
        dataset = self.derived(name, rows, shards=shards, compressed=compressed, counts=counts)
        dataset.origin = base.origin
        return dataset

    def one_shard(self):
        return self.english_again("english-one-shard")

    def plain(self):
        return self.english_again("english-plain", shards=4, compressed=False)

    def eightfold(self):
        return self.english_again("english-eightfold", shards=32, times=8)

    def small_records(self):
        if not self.real:
            return self.made("small", wording.english, characters=SMALL_RECORD, size=self.size // 2)
        return self.derived("english-small-records", self.pieces, shards=4)

    def pieces(self):
        """The first shard's texts and the second's, cut at white space into records of SMALL_RECORD characters at most."""
        cut = re.compile(r"\S.{0,%d}(?!\S)|\S{1,%d}" % (SMALL_RECORD - 1, SMALL_RECORD), re.S)
        for k, path in enumerate(self.english().shards[:2]):
            for row in rows_of(path):
                for piece in cut.findall(row["text"]):
                    yield {"text": piece}, k / 2

    def large_records(self):
        if not self.real:
            return self.made("large", wording.english, characters=LARGE_RECORD, planted=30)
        return self.derived("english-large-records", self.joined, shards=4)

    def joined(self):
        """The texts put together, with a row of dashes between, into records of LARGE_RECORD characters or some more."""
        parts, size, count = [], 0, 0
        shards = self.english().shards
        for k, path in enumerate(shards):
            for row in rows_of(path):
                parts.append(row["text"])
                size += len(row["text"])
                if size >= LARGE_RECORD:
                    yield {"id": f"r{count}", "text": "\n\n----\n\n".join(parts)}, k / len(shards)
                    parts, size, count = [], 0, count + 1

    def chinese_and_japanese(self):
        return self.made("chinese-and-japanese", wording.chinese_and_japanese, characters=1000)

    def mixed(self):
        return self.made("mixed", wording.mixed)

    def made(self, name, kind, *, characters=3000, planted=PLANTED, size=None):
        def make(folder):
            return made_up(folder, kind, size or self.size, characters=characters, planted=planted)
        return self.cache.dataset(name, make)

    def sample(self):
        """The first records of the English text, for tools that would take too long on all of it. Nothing is known of it."""
        def rows():
            yield from ((row, 0) for row in itertools.islice(rows_of(self.english().shards[0]), 500 if self.quick else 4000))
        return self.derived("english-sample", rows)

    # Records with items in them, and the same without a match

    def own_items(self):
        """Items that share no n-gram with each other, nor with any text that they are not put into."""
        return self.made_items("items-own", 8_000, 45)

    def pages(self, *, matches):
        """The English text with one of `own_items` in each record, or with what is as large and matches nothing."""
        base = self.english()
        def rows():
            rng = random.Random(SEED)
            items = itertools.cycle(row["prompt"] for row in rows_of(self.own_items()))
            for k, path in enumerate(base.shards):
                for row in rows_of(path):
                    place = max(0, row["text"].find("\n", rng.randrange(len(row["text"]) + 1)))
                    item = next(items)
                    text = f"{row['text'][:place]}\n{item if matches else replaced(item)}\n{row['text'][place:]}"
                    yield row | {"text": text}, k / len(base.shards)
        prompts = 8_000 if not self.quick else None
        counts = {"own": (prompts, base.records) if matches else (0, 0)}
        return self.derived(f"pages-{'matching' if matches else 'clean'}", rows, shards=4, counts=counts)

    def matching(self, *, matches):
        """Each record is an item of the 30-thousand n-gram benchmark, which mostly matches a dozen others too.

        Its twin has every letter and digit of the item replaced by another one: as large, and nothing to find."""
        items = [row["prompt"] for row in rows_of(self.known_items())]
        times = 2 if self.quick else 10
        def rows():
            rng = random.Random(SEED)
            for turn in range(times):
                for text in rng.sample(items, len(items)):
                    yield {"text": text if matches else replaced(text)}, turn / times
        count = len(items) * times
        counts = {"30k": (len(items), count) if matches else (0, 0)}
        return self.derived(f"items-{'matching' if matches else 'clean'}", rows, shards=4, counts=counts)


def replaced(text):
    return "".join(chr(ord("0") + (ord(c) - ord("0") + 5) % 10) if "0" <= c <= "9" else c for c in codecs.encode(text, "rot13"))
