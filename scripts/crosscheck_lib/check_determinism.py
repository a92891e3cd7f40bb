"""The same bytes for any number of threads and order of arguments; the same result for any split and compression."""
import gzip

import zstandard

from .checks import Result, audit_options
from .cleaning import cleaning_differences
from .containers import decompressed
from .reference import read_commands
from .tool import ToolFailure

REPEATED = ("rewardbench-x-preference-all", "mt-bench-x-preference-5")
SPLIT = "arena-hard-x-oasst"
CLEANED = ("rewardbench-x-preference", "gsm8k-x-metamath-backward", "math500-x-math-train")
STORED = {"path", "format", "bytes", "xxh3"}


def run(setting):
    commands = {command.name: command for command in read_commands(setting.reference.shared)}
    checks = [(f"same bytes, {name}", repeated, name) for name in REPEATED]
    checks += [("split into shards", split, SPLIT), ("stdin, gzip, zstd, plain", stored, SPLIT)]
    checks += [(f"clean, {name}", cleaned, name) for name in CLEANED]
    for title, check, name in checks:
        try:
            with setting.folder("determinism") as folder:
                index = setting.index(commands[name], folder / "index.assay")
                problems, note = check(setting, commands[name], index, folder)
        except ToolFailure as failure:
            problems, note = [str(failure)], ""
        yield Result(title, problems, note)


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def repeated(setting, command, index, folder):
    datasets, options = [setting.data / name for name in command.datasets], audit_options(command)
    runs = [("1 thread", datasets, ["--threads", 1]), ("2 threads", datasets, ["--threads", 2]),
            ("7 threads", datasets, ["--threads", 7]), ("arguments in another order", datasets[::-1], [])]
    problems, first = [], None
    for k, (title, paths, more) in enumerate(runs):
        setting.assay.audit(index, folder / f"out{k}", paths, *options, *more)
        files = contents(folder / f"out{k}")
        first = first or files
        differing = sorted(name for name in files.keys() | first.keys() if files.get(name) != first.get(name))
        problems += [f"{title}: {name} is not the one of {runs[0][0]}" for name in differing]
    again = setting.index(command, folder / "again.assay")
    if index.read_bytes() != again.read_bytes():
        problems.append("the index made twice is not the same file")
    return problems, f"{len(first)} files, threads 1, 2, 7, arguments reversed; the index made twice"


def without(record, keys):
    return {key: value for key, value in record.items() if key not in keys}


def split(setting, command, index, folder):
    """The same lines in one file and in seven of very different sizes."""
    lines = decompressed((setting.data / command.datasets[0]).read_bytes()).splitlines(keepends=True)
    borders = [0, 1, 2, len(lines) // 9, len(lines) // 2, len(lines) // 2 + 3, len(lines) - 1, len(lines)]
    whole = folder / "whole.jsonl"
    whole.write_bytes(b"".join(lines))
    shards = [folder / f"shard-{k}.jsonl" for k in range(len(borders) - 1)]
    for shard, start, end in zip(shards, borders, borders[1:]):
        shard.write_bytes(b"".join(lines[start:end]))
    one = setting.assay.audit(index, folder / "one", [whole], *audit_options(command))
    many = setting.assay.audit(index, folder / "many", shards, *audit_options(command))
    first_row = {shard.name: start for shard, start in zip(shards, borders)}
    problems = []
    if without(one.report, {"inputs"}) != without(many.report, {"inputs"}):
        problems.append("report.json differs in more than its inputs")
    placed = [{**line, "file": whole.name, "row": first_row[line["file"]] + line["row"]} for line in many.matches]
    if placed != one.matches:
        problems.append("matches.jsonl differs in more than file and row")
    return problems, f"{len(lines):,} records in 1 and {len(shards)} files, {len(one.matches):,} pairs"


def stored(setting, command, index, folder):
    """The same bytes plain, through standard input, in gzip members and in zstd frames."""
    data = decompressed((setting.data / command.datasets[0]).read_bytes())
    half = len(data) // 2
    forms = {"plain.jsonl": data, "gzip.jsonl.gz": gzip.compress(data[:half]) + gzip.compress(data[half:]),
             "zstd.jsonl.zst": b"".join(zstandard.compress(part) for part in (data[:half], data[half:]))}
    audits = {}
    for name, content in forms.items():
        (folder / name).write_bytes(content)
        audits[name] = setting.assay.audit(index, folder / f"out-{name}", [folder / name], *audit_options(command))
    for name in ("plain.jsonl", "zstd.jsonl.zst"):
        with open(folder / name, "rb") as file:
            audits[f"stdin, {name}"] = setting.assay.audit(
                index, folder / f"out-stdin-{name}", ["-"], *audit_options(command), stdin=file)
    results = {name: (without(audit.report, {"inputs"}), [without(row, STORED) for row in audit.report["inputs"]],
                      [without(line, {"file"}) for line in audit.matches]) for name, audit in audits.items()}
    problems = []
    for name, result in results.items():
        for what, got, wanted in zip(("report", "inputs", "matches"), result, results["plain.jsonl"]):
            if got != wanted:
                problems.append(f"{name}: {what} not as with the plain file")
    return problems, f"{len(audits)} forms, {len(audits['plain.jsonl'].matches):,} pairs"


def cleaned(setting, command, index, folder):
    datasets = [setting.data / name for name in command.datasets]
    problems = cleaning_differences(setting.assay, index, folder, datasets, audit_options(command))
    return problems, f"{len(datasets)} files, audited again"
