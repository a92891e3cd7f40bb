"""Finds contaminated records as scripts people write for it do: a dictionary of 8-grams, and a look-up for each of a record's.

Use: ngram_dictionary.py BENCHMARK.jsonl.zst:FIELD SHARD.jsonl.zst..."""
import io
import json
import re
import sys
from collections import defaultdict

import zstandard

N = 8


def rows(path):
    with open(path, "rb") as file:
        reader = zstandard.ZstdDecompressor().stream_reader(file) if path.endswith(".zst") else file
        for line in io.TextIOWrapper(reader, encoding="utf-8"):
            yield json.loads(line)


def ngrams(text):
    words = re.findall(r"\w+", text.lower())
    return (" ".join(words[i:i + N]) for i in range(len(words) - N + 1))


def main():
    path, field = sys.argv[1].rsplit(":", 1)
    items = defaultdict(set)
    for number, row in enumerate(rows(path)):
        for ngram in ngrams(row[field]):
            items[ngram].add(number)
    records, contaminated, matched = 0, 0, set()
    for shard in sys.argv[2:]:
        for row in rows(shard):
            records += 1
            found = set()
            for ngram in ngrams(row["text"]):
                if ngram in items:
                    found |= items[ngram]
            if found:
                contaminated += 1
                matched |= found
    print(json.dumps({"records": records, "contaminated_records": contaminated, "matched_prompts": len(matched)}))


if __name__ == "__main__":
    main()
