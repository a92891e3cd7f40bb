"""Checks each line of matches.jsonl: its runs, its byte offsets into the original texts, and its n-gram count."""
import re
from dataclasses import dataclass, field

STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
TRANSCRIPTS = ("messages", "conversations", "chosen", "rejected")


@dataclass
class Originals:
    """The texts an audit was made of: records by file and row, item texts by (id, subset), and the settings."""
    reference: object
    profile: str
    n: int
    scope: str
    exact: bool
    records: dict
    items: dict = field(default_factory=dict)
    units: dict = field(default_factory=dict)

    def add_items(self, rows, text_field, id_field, subset_field):
        """The items of one benchmark file, named as the reference names them."""
        for k, row in enumerate(rows):
            texts = [row[text_field]] if isinstance(row[text_field], str) else row[text_field]
            name = str(row.get(id_field or "id", k)), str(row.get(subset_field or "subset", ""))
            self.items.setdefault(name, []).append(texts)

    def tokens(self, text):
        return self.reference.tokeniser(self.profile)(text)

    def grams(self, texts):
        tokens = map(self.tokens, texts)
        return {tuple(t[i:i + self.n]) for t in tokens for i in range(len(t) - self.n + 1)}

    def in_scope(self, file, row):
        """A record's units and their n-grams."""
        if (file, row) not in self.units:
            texts = self.reference.module.units(self.records[file][row], self.scope)
            self.units[file, row] = texts, self.grams(texts)
        return self.units[file, row]


def evidence_differences(originals, matches, limit=20):
    found = []
    for line in matches:
        where = f"match of {line['file']!r} row {line['row']} with {line['id']!r}"
        if line["longest"] != max((run["tokens"] for run in line["runs"]), default=None):
            found.append(f"{where}: longest {line['longest']} is not the longest run's tokens")
        candidates = originals.items.get((line["id"], line["subset"]))
        if candidates is None:
            found.append(f"{where}: no such item")
            continue
        problems = [line_problem(originals, line, texts) for texts in candidates]
        if all(problems):  # an id may stand for several items; one of them must fit
            found.append(f"{where}: {problems[0]}")
        if len(found) >= limit:
            break
    return found


def line_problem(originals, line, item_texts):
    _, grams = originals.in_scope(line["file"], line["row"])
    shared = len(grams & originals.grams(item_texts))
    if shared and line["shared_ngrams"] != shared:
        return f"shared_ngrams {line['shared_ngrams']}, there are {shared}"
    for run in line["runs"]:
        if problem := run_problem(originals, line, run, item_texts):
            return f"run in {run['unit']}{run['unit_bytes']}: {problem}"
    return None


def run_problem(originals, line, run, item_texts):
    record, units = originals.records[line["file"]][line["row"]], originals.in_scope(line["file"], line["row"])[0]
    whole = value_at(record, run["unit"])
    if not isinstance(whole, str):
        return "the path names no string"
    if not within_a_unit(originals, whole, run, units):
        return "the bytes do not lie in one text unit in scope"
    if not 0 <= run["item_text"] < len(item_texts):
        return f"the item has no text {run['item_text']}"
    try:
        ours = cut(whole, run["unit_bytes"])
        theirs = cut(item_texts[run["item_text"]], run["item_bytes"])
    except (UnicodeDecodeError, IndexError):
        return "the offsets do not stand at code points of the text"
    if run["text"] != ours:
        return f"text {run['text']!r} is not what the bytes hold, {ours!r}"
    if run["tokens"] < originals.n and not originals.exact:
        return f"{run['tokens']} tokens are fewer than n"
    if not same_tokens(originals, ours, theirs, run["tokens"]):
        return (f"{run['tokens']} tokens, but {ours!r} has {originals.tokens(ours)} and the item's {theirs!r} has "
                f"{originals.tokens(theirs)}")
    return None


def value_at(value, path):
    for key, index in STEP.findall(path):
        try:
            value = value[key] if key else value[int(index)]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def cut(text, offsets):
    start, end = offsets
    data = text.encode()
    if not 0 <= start < end <= len(data):
        raise IndexError
    return data[start:end].decode()


def within_a_unit(originals, whole, run, units):
    """A transcript's units are its turns; any other string is one unit."""
    marks = list(originals.reference.module.HUMAN.finditer(whole)) if run["unit"] in TRANSCRIPTS else []
    starts = [mark.end() for mark in marks] or [0]
    ends = [mark.start() for mark in marks[1:]] + [len(whole)]
    for start, end in zip(starts, ends):
        first = len(whole[:start].encode())
        last = first + len(whole[start:end].encode())
        if first <= run["unit_bytes"][0] and run["unit_bytes"][1] <= last:
            return whole[start:end] in units
    return False


def same_tokens(originals, ours, theirs, count):
    """Whether both cuts are the same `count` tokens.

    A run may begin or end inside what one code point becomes (one half normalises to two tokens); its bytes then
    name the whole code point, so the tokens which that alone adds may be left out.
    """
    a, b = (possible_runs(originals, text, count) for text in (ours, theirs))
    return not a.isdisjoint(b)


def possible_runs(originals, text, count):
    tokens = originals.tokens(text)
    if originals.profile != "words":  # lower() writes a final sigma by what follows, which a cut has lost
        tokens = [token.replace("ς", "σ") for token in tokens]
    lead = max(0, len(originals.tokens(text[0])) - 1)
    trail = max(0, len(originals.tokens(text[-1])) - 1)
    return {tuple(tokens[i:i + count]) for i in range(lead + 1)
            if i + count <= len(tokens) and len(tokens) - i - count <= trail}
