"""The reference: the oracle as it stands in the shared folder, run in this process or in one of its own."""
import contextlib
import hashlib
import importlib.util
import io
import json
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Answer:
    """What the oracle printed, and a tuple for each (record, item) pair: (file, row, id, subset, longest, coverage)."""
    summary: dict
    pairs: list


@dataclass
class Command:
    """One line of COMMANDS.tsv, taken apart. `short` is None where the profile's own default holds."""
    name: str
    arguments: list
    benchmarks: list
    fields: tuple
    datasets: list
    n: int
    profile: str
    scope: str
    short: str | None

    @property
    def exact(self):
        """Whether short texts match whole units."""
        return (self.short or ("exact" if self.profile == "words" else "ignore")) == "exact"


def read_commands(shared):
    lines = (shared / "data/expected/COMMANDS.tsv").read_text().splitlines()
    return [parse(*line.split("\t")) for line in lines if line.strip()]


def parse(name, text):
    arguments = shlex.split(text)
    given = {}
    for key, value in zip(arguments[::2], arguments[1::2]):
        given.setdefault(key, []).append(value)
    specs = [spec.split(":") for spec in given["--benchmark"]]
    fields = {tuple(spec[1:]) for spec in specs}
    if len(fields) != 1:
        raise ValueError(f"{name}: benchmarks with different fields need an index each")
    field, id_field, subset_field = (*fields.pop(), None, None, None)[:3]
    return Command(
        name, arguments, [spec[0] for spec in specs], (field or "prompt", id_field, subset_field), given["--dataset"],
        int(given.get("--n", [8])[0]), given.get("--profile", ["words"])[0], given.get("--scope", ["prompt"])[0],
        given.get("--short", [None])[0])


def pairs_of(detail):
    found = []
    for line in detail.splitlines():
        record = json.loads(line)
        for match in record["matches"]:
            found.append((record["file"], record["row"], match["id"], match["subset"], match["longest"],
                          match["coverage"]))
    return found


class Reference:
    """The oracle of a shared folder. Answers to COMMANDS.tsv are kept in a cache folder."""

    def __init__(self, shared, cache):
        self.shared, self.cache = Path(shared), Path(cache)
        self.path = self.shared / "oracle/oracle.py"
        spec = importlib.util.spec_from_file_location("oracle", self.path)
        self.module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.module)

    def tokeniser(self, profile):
        """The oracle's `tokens` for a profile."""
        def tokenise(text):
            self.module.PROFILE = profile
            return self.module.tokens(text)
        return tokenise

    def here(self, arguments, detail):
        """Runs the oracle in this process; `detail` is a path it may write."""
        printed, before = io.StringIO(), sys.argv
        sys.argv = ["oracle.py", *map(str, arguments), "--detail", str(detail)]
        try:
            with contextlib.redirect_stdout(printed):
                self.module.main()
        finally:
            sys.argv = before
        return Answer(json.loads(printed.getvalue()), pairs_of(Path(detail).read_text()))

    def cached(self, command):
        """Runs the oracle for a line of COMMANDS.tsv, or takes the answer of an earlier run on the same bytes."""
        data, key = self.shared / "data", hashlib.sha256(self.path.read_bytes())
        key.update("\0".join(command.arguments).encode())
        for name in command.benchmarks + command.datasets:
            key.update(hashlib.sha256((data / name).read_bytes()).digest())
        summary = self.cache / f"{command.name}-{key.hexdigest()[:20]}.json"
        detail = summary.with_suffix(".detail")
        if not summary.exists():
            self.cache.mkdir(parents=True, exist_ok=True)
            partial = detail.with_suffix(".partial")
            printed = subprocess.run(
                [sys.executable, self.path, *command.arguments, "--detail", partial], cwd=data, check=True,
                stdout=subprocess.PIPE).stdout
            partial.rename(detail)
            summary.write_bytes(printed)
        return Answer(json.loads(summary.read_bytes()), pairs_of(detail.read_text()))
