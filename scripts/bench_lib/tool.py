"""assay's commands, as the benchmarks run them, and the check of what they found."""
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from . import wording
from .usage import Command, Failure, Skipped


class Tool:
    """The program, the indexes it is run with, and a folder for what it writes.

    Results are written to memory (/dev/shm) where there is such a folder, so that no disk is measured."""

    def __init__(self, program, datasets):
        self.program, self.datasets = program, datasets
        memory = Path("/dev/shm")
        self.work = Path(tempfile.mkdtemp(prefix="assay-bench-", dir=memory if memory.is_dir() else None))
        self.indexes = {}

    def close(self):
        shutil.rmtree(self.work, ignore_errors=True)

    def call(self, *arguments):
        done = subprocess.run([self.program, *map(str, arguments)], capture_output=True, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            raise Failure(f"exit code {done.returncode} from: assay {' '.join(map(str, arguments))}\n"
                          f"{done.stderr.decode(errors='replace').strip()[-600:]}")
        return done.stdout

    def companion(self, name):
        """Another program of the same build, which is no product."""
        path = Path(self.program).with_name(name)
        if not path.exists():
            raise Skipped(f"there is no {name} beside {self.program}: swift build -c release --product {name}")
        return path

    def has_option(self, command, option):
        return option in self.call(command, "--help").decode()

    # Indexes

    def benchmarks(self, name):
        """The arguments of `assay index` for one of the named indexes: 30k, 0.9M, own (items that share nothing), or the name
        of a kind of made-up text, which is 30k and the items planted in that text."""
        if name == "0.9M":
            files, fields = self.datasets.many_items()
            arguments = [f"many={files[0]}", *files[1:], *field_options(fields)]
        elif name == "own":
            return [f"own={self.datasets.own_items()}", "--field", "prompt"]
        else:
            arguments = [f"known={self.datasets.known_items()}", "--field", "prompt"]
        # Made-up English stands in for the real text, and its planted items are found by the indexes for that.
        kind = getattr(wording, name, None if self.datasets.real else wording.english)
        return arguments + ([f"planted={self.datasets.planted_items(kind)}"] if kind else [])

    def index(self, name):
        if name not in self.indexes:
            path = self.work / f"{name}.assay"
            self.call("index", "-o", path, *self.benchmarks(name), "--quiet")
            self.indexes[name] = path
        return self.indexes[name]

    def inspect(self, path):
        return json.loads(self.call("inspect", path, "--format", "json"))

    # Commands to measure

    def audit(self, dataset, index, *, threads=1, expect=True, verb="audit"):
        """An audit or a cleaning of a dataset whose counts are checked after each run."""
        output = self.work / f"{verb}-{dataset.name}"
        arguments = [self.program, verb, "--index", self.index(index), "-o", output, *dataset.shards, "--quiet",
                     "--threads", threads]

        def before():
            shutil.rmtree(output, ignore_errors=True)

        def check():
            if expect:
                check_counts(json.loads((output / "report.json").read_bytes())["summary"], dataset, index)
        return Command(arguments, before, check)

    def output(self, dataset, verb="audit"):
        return self.work / f"{verb}-{dataset.name}"


def field_options(fields):
    options = zip(("--field", "--id-field", "--subset-field"), fields)
    return [word for option, field in options if field for word in (option, field)]


def check_counts(summary, dataset, index):
    if index not in dataset.found:
        raise Failure(f"it is not known what the index {index} finds in {dataset.name}")
    matched, contaminated = dataset.found[index]
    for key, wanted in (("records", dataset.records), ("matched_prompts", matched), ("contaminated_records", contaminated)):
        if wanted is not None and summary[key] != wanted:
            raise Failure(f"{dataset.name}: {key} is {summary[key]}, and must be {wanted}")


def counts_text(dataset, index):
    matched, contaminated = dataset.found[index]
    prompts = "" if matched is None else f"{matched:,} prompts in "
    return f"{dataset.records:,} records, {prompts}{contaminated:,} of them"


def decompression(dataset):
    """What everything is compared with."""
    return Command(["zstd", "-dcq", *dataset.shards])
