"""The data that is measured on: real where it is, else made up from a seed; cached under .build/bench-data."""
import gzip
import json
import random
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from . import wording
from .usage import Failure

SEED = 20
PLANTED = 300
MEGABYTE = 1_000_000
# Raising it makes everything cached before to be made again.
VERSION = 2


@dataclass
class Dataset:
    """Shards, and what an audit of them must find: for each index name (matched prompts, contaminated records)."""
    name: str
    shards: list
    records: int
    text_bytes: int
    found: dict = field(default_factory=dict)
    origin: str = "made up"

    @property
    def stored_bytes(self):
        return sum(path.stat().st_size for path in self.shards)


def rows_of(path):
    """The records of a JSONL file, plain, gzip or zstd."""
    if path.suffix == ".zst":
        with subprocess.Popen(["zstd", "-dcq", path], stdout=subprocess.PIPE) as unpacked:
            yield from map(json.loads, unpacked.stdout)
        return
    with (gzip.open(path, "rb") if path.suffix == ".gz" else open(path, "rb")) as file:
        yield from map(json.loads, file)


def line(row):
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


class ShardWriter:
    """Writes JSONL shards, through `zstd -3` or plain."""

    def __init__(self, folder, count, compressed=True):
        self.files, self.packers, self.written = [], [], 0
        for k in range(count):
            path = folder / f"part-{k}.jsonl{'.zst' if compressed else ''}"
            if compressed:
                packer = subprocess.Popen(["zstd", "-3", "-q", "-f", "-o", path], stdin=subprocess.PIPE)
                self.packers.append(packer)
                self.files.append(packer.stdin)
            else:
                self.files.append(open(path, "wb"))

    def write(self, data, share):
        """`share`, from 0 to 1, chooses the shard: shards hold consecutive records."""
        self.files[min(int(share * len(self.files)), len(self.files) - 1)].write(data)
        self.written += len(data)

    def close(self):
        for file in self.files:
            file.close()
        if any(packer.wait() for packer in self.packers):
            raise Failure("zstd could not write a shard; is the disk full?")


class Cache:
    """Folders of data that were made once. Each holds about.json, written last."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def dataset(self, name, make, origin="made up"):
        """The dataset called `name`; `make(folder)` writes its shards and returns what about.json is to hold."""
        folder, about = self.folder / name, self.folder / name / "about.json"
        told = json.loads(about.read_text()) if about.exists() else {}
        if told.get("version") != VERSION:
            print(f"bench: making the data {name}", flush=True)
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            told = {**make(folder), "version": VERSION}
            about.write_text(json.dumps(told))
        found = {index: tuple(counts) for index, counts in told["found"].items()}
        shards = sorted(path for path in folder.iterdir() if path.suffix in (".jsonl", ".zst"))
        return Dataset(name, shards, told["records"], told["text_bytes"], found, origin)


def made_up(folder, kind, byte_count, *, characters, planted=PLANTED, shards=4):
    """Records of about `characters` (short ones spread widely around it) with a planted item in each of `planted` of them."""
    rng = random.Random(f"{SEED} {kind.__name__}")
    languages = kind(rng)
    items = wording.planted_items(kind, SEED, PLANTED)[:planted]
    sizes = [len(language.text(rng, 5000).encode()) / 5000 for language in languages]
    average = sum(sizes) / len(sizes) * characters
    records = max(2 * planted, int(byte_count / average))
    hosts = set(rng.sample(range(records), planted))
    writer, left = ShardWriter(folder, shards), list(items)
    for row in range(records):
        size = characters * (rng.lognormvariate(-0.5, 1.0) if 500 < characters < 100_000 else 1)
        parts = [rng.choice(languages) for _ in range(1 if rng.random() < 0.7 else 3)]
        texts = [language.text(rng, size / len(parts)) for language in parts]
        if row in hosts:
            texts.insert(rng.randrange(len(texts) + 1), left.pop())
        writer.write(line({"id": f"r{row}", "text": "\n".join(texts)}), row / records)
    writer.close()
    names = ("30k", "0.9M") if kind is wording.english else (kind.__name__,)
    return {"records": records, "text_bytes": writer.written, "found": {name: (planted, planted) for name in names}}


def write_items(path, items):
    path.write_bytes(b"".join(line({"id": f"p{k}", "prompt": text}) for k, text in enumerate(items)))
