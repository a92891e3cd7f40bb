#!/usr/bin/env python3
"""Makes corpora/benchmark, corpora/preferences-v0.1 and corpora/planted.jsonl, the same records every time.

Use:  generate.py            writes the files beside this script
      generate.py --check    makes them again in a temporary folder and compares the records with what is here

Needs Python 3.9 and the command `zstd`; nothing from elsewhere.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
from collections import Counter

from maker import dataset_text, leaks
from maker.benchmark_text import SHORT, SUBSETS
from maker.grammar import Chance, Grammar
from maker.multilingual_text import MULTILINGUAL, UNSPACED
from maker.tokens import grams, longest, tokens
from maker.words import WORDS

SEED = 20241018
N = 8
SHARDS = 4
LEAKY = "synthetic-web"
RECORDS = {LEAKY: 1100, "helpsteer-like": 640, "forum-qa": 620, "code-tasks": 600, "safety-pairs": 440}
MATCH, NONE = "match", "no match under words n=8 prompt scope"

# kind -> how many, in LEAKY. "more" plants in the other sources too.
LEAKS = {"verbatim": 52, "case-punctuation": 26, "rewrapped": 22, "unicode": 28, "inside": 26, "part": 26,
         "later-turn": 18, "rejected-only": 5, "unspaced": 14, "short-exact": 8}
OTHER_LEAKS = {"helpsteer-like": 5, "forum-qa": 5, "code-tasks": 3, "safety-pairs": 1}
NEGATIVES = {"seven-tokens": 24, "paraphrase": 24, "reordered": 12, "same-topic": 20, "two-turns": 14,
             "assistant-only": 16, "system-only": 5, "short-inside": 8}
BOILERPLATE = 40


class Benchmark:
    """promptbench: its rows, their tokens, and the n-grams that stand in it."""

    def __init__(self, grammar):
        self.rows, self.tokens, self.paraphrases, self.bound = [], [], [], []
        self.grams, self.short = {}, {}
        for subset, (templates, count) in SUBSETS.items():
            made = 0
            for _ in range(30000):
                if made == count:
                    break
                template, paraphrase = grammar.chance.pick(templates)
                bound = {}
                made += self.add(subset, grammar.text(template, bound), grammar, paraphrase, bound)
            if made < count:
                sys.exit(f"generate.py: only {made} of {count} prompts of {subset} share no n-gram; add templates")
        for text in MULTILINGUAL:
            if not self.add("multilingual", text, grammar):
                sys.exit(f"generate.py: shares an n-gram with another prompt: {text}")
        for subset, text in SHORT:
            assert len(tokens(text)) < N and self.add(subset, text, grammar), text
        order = {subset: at for at, subset in enumerate([*SUBSETS, "multilingual"])}
        rows = sorted(range(len(self.rows)), key=lambda row: order[self.rows[row]["subset"]])
        for name in ("rows", "tokens", "paraphrases", "bound"):
            setattr(self, name, [getattr(self, name)[row] for row in rows])
        place = {old: new for new, old in enumerate(rows)}
        self.grams = {gram: place[row] for gram, row in self.grams.items()}
        self.short = {key: place[row] for key, row in self.short.items()}
        for row, item in enumerate(self.rows):
            item["id"] = f"pb-{row:04d}"
        self.rows = [{"id": item["id"], "subset": item["subset"], "prompt": item["prompt"]} for item in self.rows]

    def add(self, subset, text, grammar, paraphrase=None, bound=None):
        """Adds the prompt unless it shares an n-gram with one that is there."""
        found = tokens(text)
        if any(gram in self.grams for gram in grams(found)) or tuple(found) in self.short:
            return False
        row = len(self.rows)
        for gram in grams(found):
            self.grams[gram] = row
        if len(found) < N:
            self.short[tuple(found)] = row
        self.rows.append({"id": "", "subset": subset, "prompt": text})
        self.tokens.append(found)
        self.paraphrases.append(paraphrase)
        self.bound.append(bound)
        return True

    def matches(self, units):
        """The rows that share an n-gram with a unit, or are short and equal one."""
        found = set()
        for unit in units:
            sequence = tokens(unit)
            found.update(self.grams[gram] for gram in grams(sequence) if gram in self.grams)
            if tuple(sequence) in self.short:
                found.add(self.short[tuple(sequence)])
        return found


class Maker:
    def __init__(self):
        chance = Chance(SEED)
        self.grammar = Grammar(WORDS, chance)
        self.chance = chance
        self.benchmark = Benchmark(self.grammar)
        self.long = [row for row, found in enumerate(self.benchmark.tokens) if len(found) >= N]
        self.spaced = [row for row in self.long if " " in self.prompt(row)
                       and self.benchmark.rows[row]["subset"] != "multilingual"]
        self.records, self.planted = [], []

    def prompt(self, row):
        return self.benchmark.rows[row]["prompt"]

    def user(self, source):
        text = self.grammar.text(self.chance.pick(dataset_text.PROMPTS[source]))
        return self.user(source) if self.benchmark.matches([text]) else text

    def answer(self, good):
        return dataset_text.answer(self.grammar, good)

    def pair(self, source, users=None, system=None, last_rejected=None):
        """A record: the turns of the user, an answer to each, and two answers to the last."""
        if users is None:
            users = [self.user(source)]
            while self.chance.chance(0.16) and len(users) < 4:
                users.append(self.grammar.text(self.chance.pick(dataset_text.FOLLOW_UPS)))
        if system is None and self.chance.chance(0.05):
            system = self.grammar.text(self.chance.pick(dataset_text.SYSTEM))
        turns = [{"role": "system", "content": system}] if system else []
        for text in users[:-1]:
            turns += [{"role": "user", "content": text}, {"role": "assistant", "content": self.answer(True)}]
        chosen = turns + [{"role": "user", "content": users[-1]}, {"role": "assistant", "content": self.answer(True)}]
        rejected = turns + [{"role": "user", "content": last_rejected or users[-1]},
                            {"role": "assistant", "content": self.answer(False)}]
        return {"id": "", "source": source, "chosen": chosen, "rejected": rejected}

    def add(self, record, kind=None, row=None, expected=None):
        """Keeps the record after checking that it matches what it should and nothing else."""
        units = prompt_units(record)
        want = {row} if expected == MATCH else set()
        if self.benchmark.matches(units) != want:
            return False
        if kind:
            shared = max(longest(tokens(unit), self.benchmark.tokens[row]) for unit in units) if row is not None else 0
            self.planted.append((record, kind, row, expected, shared))
        self.records.append(record)
        return True

    def plant(self, source, kind, count, rows, make, expected):
        """`make(row)` gives a record, or None where the item does not suit."""
        for _ in range(count):
            for _ in range(500):
                row = self.chance.pick(rows)
                record = make(row)
                if record and self.add(record, kind, row, expected):
                    break
            else:
                sys.exit(f"generate.py: no item suits the kind {kind}")

    def leaks(self):
        chance, prompt = self.chance, self.prompt
        unspaced = [row for row in self.long if prompt(row) in UNSPACED]
        short = sorted(self.benchmark.short.values())

        def changed(change):
            def make(row):
                text = change(prompt(row), chance)
                other = text != prompt(row) and leaks.same_tokens(text, prompt(row))
                return self.pair(LEAKY, [text]) if other else None
            return make

        def respaced(row):
            text = prompt(row)
            if chance.chance(0.5):
                text = "".join(c + ("\n" if at % 9 == 8 else "") for at, c in enumerate(text))
            return self.pair(LEAKY, [leaks.inside(text, chance) if chance.chance(0.5) else text])

        def partly(row):
            if len(self.benchmark.tokens[row]) < 14:
                return None
            piece = leaks.part(prompt(row), chance, 8, 13)
            return self.pair(LEAKY, [self.user(LEAKY) + " Someone added: " + piece + " ... and then stopped."])

        def later(row):
            users = [self.user(LEAKY), prompt(row)]
            if chance.chance(0.4):
                users.insert(1, self.grammar.text(chance.pick(dataset_text.FOLLOW_UPS)))
            return self.pair(LEAKY, users)

        makers = {
            "verbatim": (self.long, lambda row: self.pair(LEAKY, [prompt(row)])),
            "case-punctuation": (self.spaced, changed(leaks.cased)),
            "rewrapped": (self.spaced, changed(leaks.wrapped)),
            "unicode": (self.long, changed(leaks.unicoded)),
            "inside": (self.long, lambda row: self.pair(LEAKY, [leaks.inside(prompt(row), chance)])),
            "part": (self.spaced, partly),
            "later-turn": (self.long, later),
            "rejected-only": (self.long, lambda row: self.pair(LEAKY, [self.user(LEAKY)], None, prompt(row))),
            "unspaced": (unspaced, respaced),
            "short-exact": (short, lambda row: self.pair(LEAKY, [prompt(row)])),
        }
        for kind, count in LEAKS.items():
            self.plant(LEAKY, kind, count, *makers[kind], MATCH)
        # Some prompts stand in several records, as in a set that was sampled with replacement.
        for record, kind, row, _, _ in list(self.planted[:12]):
            self.add(self.pair(LEAKY, [prompt(row)], ""), "verbatim", row, MATCH)
        for source, count in OTHER_LEAKS.items():
            self.plant(source, "verbatim", count, self.long,
                       lambda row, source=source: self.pair(source, [prompt(row)]), MATCH)

    def negatives(self):
        chance, prompt, words = self.chance, self.prompt, self.benchmark.tokens
        told = [row for row in self.long if self.benchmark.paraphrases[row]]

        def source():
            return LEAKY if chance.chance(0.6) else chance.pick(sorted(OTHER_LEAKS))

        def seven(row):
            if len(words[row]) < 14:
                return None
            name = source()
            piece = leaks.part(prompt(row), chance, 7, 7)
            record = self.pair(name, [self.user(name) + " Somebody wrote \u201c" + piece + "\u201d underneath."])
            return record if self.shared(record, row) == 7 else None

        def topic(row):
            named = [value for key, value in (self.benchmark.bound[row] or {}).items()
                     if key.startswith(("topic", "subject", "event", "structure"))]
            if not named:
                return None
            about = chance.pick(named)
            return self.pair(source(), [chance.pick([
                f"What comes to mind first when you hear of {about}?", f"Where can I read more on {about}?",
                f"Is there a museum or a club for people who like {about}?",
                f"Two words that rhyme with something about {about}, please."])])

        def turns(row):
            if len(words[row]) < 14:
                return None
            first, last = leaks.halves(prompt(row))
            record = self.pair(source(), ["Let me send this in two messages. " + first, last])
            return record if 4 <= self.shared(record, row) <= 7 else None

        def answered(row):
            record = self.pair(source())
            record[chance.pick(["chosen", "rejected"])][-1]["content"] = (
                "An exercise of that sort would be: " + prompt(row) + " " + self.answer(True))
            return record

        def again(row):
            text = leaks.reordered(prompt(row), chance)
            return self.pair(source(), [text]) if len(words[row]) > 20 else None

        makers = {
            "seven-tokens": (self.spaced, seven),
            "paraphrase": (told, lambda row: self.pair(source(), [
                self.grammar.text(self.benchmark.paraphrases[row], self.benchmark.bound[row])])),
            "reordered": (self.spaced, again),
            "same-topic": (self.spaced, topic),
            "two-turns": (self.spaced, turns),
            "assistant-only": (self.long, answered),
            "system-only": (self.long, lambda row: self.pair(LEAKY, None, prompt(row))),
            "short-inside": (sorted(self.benchmark.short.values()), lambda row: self.pair(source(), [
                leaks.inside(prompt(row), chance)])),
        }
        for kind, count in NEGATIVES.items():
            self.plant(None, kind, count, *makers[kind], NONE)
        for _ in range(BOILERPLATE):
            record = self.pair(LEAKY, [dataset_text.BOILERPLATE + self.user(LEAKY)])
            if not self.add(record, "boilerplate", None, NONE):
                sys.exit("generate.py: the boilerplate shares an n-gram with the benchmark")

    def shared(self, record, row):
        return max(longest(tokens(unit), self.benchmark.tokens[row]) for unit in prompt_units(record))

    def files(self):
        """Every file's name and its rows."""
        self.leaks()
        self.negatives()
        for source, count in RECORDS.items():
            have = sum(record["source"] == source for record in self.records)
            for _ in range(count - have):
                while not self.add(self.pair(source)):
                    pass
        self.chance.shuffle(self.records)
        for at, record in enumerate(self.records):
            record["id"] = f"p{at:05d}"
        size = -(-len(self.records) // SHARDS)
        place, out = {}, {"benchmark/promptbench.jsonl": self.benchmark.rows}
        for shard in range(SHARDS):
            name = f"preferences-v0.1/shard-{shard:02d}.jsonl.zst"
            out[name] = self.records[shard * size:(shard + 1) * size]
            place.update({record["id"]: (name.split("/")[1], row) for row, record in enumerate(out[name])})
        planted = []
        for record, kind, row, expected, shared in self.planted:
            file, at = place[record["id"]]
            planted.append({"file": file, "row": at, "record": record["id"], "source": record["source"], "kind": kind,
                            "item": self.benchmark.rows[row]["id"] if row is not None else None,
                            "expected": expected, "shared_tokens": shared})
        out["planted.jsonl"] = sorted(planted, key=lambda entry: entry["record"])
        return out


def prompt_units(record):
    """The user's turns of both sides, equal ones once."""
    turns = record["chosen"] + record["rejected"]
    return list(dict.fromkeys(turn["content"] for turn in turns if turn["role"] == "user"))


def write(folder, files):
    for name, rows in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
        if name.endswith(".zst"):
            data = subprocess.run(["zstd", "-q", "-19", "-c"], input=data, stdout=subprocess.PIPE, check=True).stdout
        path.write_bytes(data)


def content(path):
    """A file's decompressed bytes, so that another version of zstd makes no difference."""
    if path.suffix == ".zst":
        return subprocess.run(["zstd", "-dcq", str(path)], stdout=subprocess.PIPE, check=True).stdout
    return path.read_bytes()


def main():
    arguments = argparse.ArgumentParser(description="Makes the corpora again, the same records every time.")
    arguments.add_argument("--check", action="store_true", help="compare with the files that are here; write nothing")
    arguments.add_argument("--counts", action="store_true", help="print how many of each kind were planted")
    arguments = arguments.parse_args()
    here = pathlib.Path(__file__).resolve().parent
    files = Maker().files()
    if arguments.counts:
        planted = files["planted.jsonl"]
        kinds = Counter((entry["kind"], entry["source"] == LEAKY, entry["expected"]) for entry in planted)
        for (kind, leaky, expected), count in sorted(kinds.items(), key=lambda item: (item[0][2], item[0])):
            print(f"{count:4}  {kind:18} {'in ' + LEAKY if leaky else 'elsewhere':18} {expected}")
    if not arguments.check:
        write(here, files)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        write(pathlib.Path(folder), files)
        different = [name for name in files
                     if not (here / name).exists() or content(pathlib.Path(folder) / name) != content(here / name)]
    for name in different:
        print(f"generate.py: {name} differs from what is made now", file=sys.stderr)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
