"""Flips, cuts, inserts and repeats bytes of inputs of every format; each run has to end with an error or a correct account."""
import argparse
import collections
import gzip
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from .program import ROOT, program, run

# The address space, which holds the program, its libraries and two windows of 8 MiB; a run has --memory 64MiB.
MEMORY = 1 << 30
SECONDS = 30
ITEM = "one two three four five six seven eight nine ten"


def main():
    parser = argparse.ArgumentParser(prog="scripts/mutate", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="how many mutations (10000)")
    parser.add_argument("--seed", type=int, default=1, help="the seed (1)")
    parser.add_argument("--format", help="one of the formats alone")
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    assay = program()
    outcomes = collections.Counter()
    failures = 0
    with tempfile.TemporaryDirectory(prefix="assay-mutate-") as folder:
        folder = Path(folder)
        inputs = make_inputs(folder, assay)
        names = [arguments.format] if arguments.format else sorted(inputs)
        for number in range(arguments.count):
            name = names[number % len(names)]
            path, command, expected = inputs[name]
            original = path.read_bytes()
            damaged = mutate(original, rng)
            path.write_bytes(damaged)
            out = folder / "out"
            try:
                code, output = run([assay, *command(out)], SECONDS, MEMORY)
                problem = judge(code, output, out, damaged, expected, name)
            finally:
                path.write_bytes(original)
                shutil.rmtree(out, ignore_errors=True)
            outcomes[name, "hang" if code is None else code] += 1
            if problem:
                failures += 1
                kept = Path(tempfile.gettempdir()) / f"assay-mutation-{arguments.seed}-{number}-{path.name}"
                kept.write_bytes(damaged)
                print(f"FAIL  {name}, mutation {number} of seed {arguments.seed}: {problem} (kept as {kept})", flush=True)
    for name in names:
        counts = ", ".join(f"{count} ended with {code}" for (kind, code), count in sorted(outcomes.items(), key=str)
                           if kind == name)
        print(f"{name}: {counts}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    print(f"{arguments.count} mutations of seed {arguments.seed}, {failures} failures; peak memory of any run {peak} MiB")
    sys.exit(failures > 0)


def make_inputs(folder, assay):
    """For each format the file that is damaged, the command that reads it, and what its records are counted by."""
    rng = random.Random(0)
    records = []
    for number in range(60):
        text = f"{'filler ' * rng.randrange(20)}{ITEM if number % 3 == 0 else 'nothing'} \u00e9\u4e2d {number}"
        records.append({"prompt": text, "source": f"s{number % 4}"})
    lines = "".join(json.dumps(record) + "\n" for record in records).encode()
    files = {
        "jsonl": lines,
        "json": json.dumps(records).encode(),
        "csv": ("prompt,source\n" + "".join(f'"{r["prompt"]}",{r["source"]}\n' for r in records)).encode(),
        "jsonl.gz": gzip.compress(lines, mtime=0),
        "jsonl.zst": subprocess.run(["zstd", "-qc"], input=lines, capture_output=True, check=True).stdout,
        "no-checksum.jsonl.zst": subprocess.run(["zstd", "-qc", "--no-check"], input=lines, capture_output=True,
                                                check=True).stdout,
    }
    parquet = sorted((ROOT / "Tests").rglob("chat.parquet"))
    if parquet:
        files["parquet"] = parquet[0].read_bytes()
    bench = folder / "bench.jsonl"
    bench.write_text(json.dumps({"id": "1", "prompt": ITEM}) + "\n")
    index = folder / "bench.assay"
    subprocess.run([assay, "index", "-q", "-o", index, f"bench={bench}"], check=True)
    audit = ["--index", index, "-q", "--memory", "64MiB", "--threads", "2", "--max-bad-records", "100000"]
    inputs = {}
    for name, content in files.items():
        path = folder / f"d.{name}"
        path.write_bytes(content)
        inputs[name] = (path, lambda out, path=path: ["audit" if "parquet" in path.name else "clean", *audit, "-o", out, path],
                        "lines" if name == "jsonl" else None)
    data = folder / "data.jsonl"
    data.write_bytes(lines)
    inputs["index"] = (index, lambda out: ["audit", *audit, "-o", out, data], "whole")
    inputs["index, verified"] = (index, lambda out: ["verify", "-q", index], "same")
    suite = folder / "suite.yaml"
    suite.write_text(f"profile: words\nbenchmarks:\n  - name: bench\n    files: [{bench}]\n    fields: [prompt]\n")
    inputs["suite"] = (suite, lambda out: ["index", "-q", "-o", f"{out}.assay", "--force", "--suite", suite], "any")
    part = folder / "part"
    subprocess.run([assay, "clean", *audit, "--part", "1/1", "-o", part, data], check=True)
    inputs["part"] = (part / "part.checkpoint", lambda out: ["merge", "-q", "-o", out, part], "whole")
    whole = folder / "whole"
    subprocess.run([assay, "clean", *audit, "-o", whole, data], check=True)
    for name in ("report.json", "manifest.json", "matches.jsonl.zst", "clean/data.jsonl"):
        inputs[name] = (whole / name, lambda out: ["verify", "-q", whole, "--index", index], "any")
    return inputs


def mutate(content, rng):
    """One to four changes: a bit flipped, the end or a piece cut, bytes inserted, a piece repeated."""
    content = bytearray(content)
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        if not content:
            break
        place = rng.randrange(len(content))
        kind = rng.randrange(5)
        if kind == 0:
            content[place] ^= 1 << rng.randrange(8)
        elif kind == 1:
            del content[place:]
        elif kind == 2:
            del content[place:place + rng.randrange(1, 40)]
        elif kind == 3:
            content[place:place] = rng.randbytes(rng.randrange(1, 9))
        else:
            piece = content[place:place + rng.randrange(1, 200)]
            content[place:place] = piece * rng.randrange(1, 20)
    return bytes(content)


def judge(code, output, out, damaged, expected, name):
    """What is wrong with how a run ended; nothing if all is well."""
    if code is None:
        return f"no end after {SECONDS} seconds"
    if code not in (0, 2):
        return f"ended with {code}: {output[-300:]}"
    if code == 2:
        if "assay: error: " not in output:
            return f"no error was named: {output[-300:]}"
        left = [path.name for path in out.iterdir()] if out.exists() else []
        return f"left {left} behind" if left else None
    if expected in ("any", "same"):
        return None
    report = json.loads((out / "report.json").read_text())
    summary = report["summary"]
    counted = sum(row["records"] for row in report["by_source"]) + summary["bad_records"]
    if report["by_source"] and counted != summary["records"]:
        return f"{counted} records by source, {summary['records']} in all"
    if (out / "manifest.json").exists():
        manifest = json.loads((out / "manifest.json").read_text())
        if manifest["kept"] + manifest["removed"] + manifest["rejected"] != manifest["read"]:
            return "kept, removed and rejected do not add up"
        if manifest["read"] != summary["records"]:
            return "the manifest and the report differ"
    if expected == "lines":
        lines = sum(1 for line in damaged.split(b"\n") if line.strip(b" \t\r\v\f"))
        if lines != summary["records"]:
            return f"{lines} lines, {summary['records']} records"
    if expected == "whole" and (summary["records"] != 60 or summary["contaminated_records"] != 20):
        return f"a damaged file was taken: {summary}"
    return None


main()
