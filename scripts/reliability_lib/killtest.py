"""Kills audits and cleanings with SIGKILL at random moments, goes on with them, and compares every byte."""
import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .program import ROOT, files, program, run

FINAL = {"report.json", "report.md", "report.html", "matches.jsonl.zst", "manifest.json", "clean", "removed", "rejected",
         "part.checkpoint", "part.matches.jsonl.zst"}


def main():
    parser = argparse.ArgumentParser(prog="scripts/killtest", description=__doc__)
    parser.add_argument("--runs", type=int, default=200, help="how many runs to kill (200)")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the moments (1)")
    parser.add_argument("--copies", type=int, default=6, help="how often the corpus's four shards are there (6)")
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    assay = program()
    with tempfile.TemporaryDirectory(prefix="assay-killtest-") as folder:
        folder = Path(folder)
        data = dataset(folder / "data", arguments.copies)
        index = folder / "bench.assay"
        subprocess.run([assay, "index", "-q", "-o", index, f"bench={ROOT}/corpora/benchmark/promptbench.jsonl"],
                       check=True)
        kinds = [(["audit"], []), (["clean", "--only-source", "synthetic-web"], []),
                 (["clean"], ["--part", "2/3"]), (["audit"], ["--force"])]
        wholes = []
        for number, (command, options) in enumerate(kinds):
            start = time.monotonic()
            whole = folder / f"whole-{number}"
            subprocess.run([assay, *command, "--index", index, "-q", *options, "-o", whole, data], check=True)
            wholes.append((files(whole), time.monotonic() - start))
        failures, kills, resumed, published = 0, 0, 0, 0
        for number in range(arguments.runs):
            kind = rng.randrange(len(kinds))
            command, options = kinds[kind]
            expected, seconds = wholes[kind]
            out = folder / "out"
            if "--force" in options:
                shutil.copytree(folder / "whole-1", out)
            base = [assay, *command, "--index", index, "-q", *options, "-o", out, data]
            problem, is_done = None, False
            for attempt in range(rng.choice((1, 1, 2, 4))):
                is_resuming = attempt > 0 or rng.random() < 0.5
                process = subprocess.Popen(
                    [*base, *(["--resume"] if is_resuming else []), "--threads", str(rng.choice((1, 2, 3)))],
                    stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
                # Anywhere, and more often in a run's last moments, in which everything is published.
                time.sleep(rng.choice((rng.uniform(0, seconds), rng.uniform(0.6, 1.1) * seconds)))
                process.kill()
                _, errors = process.communicate()
                if process.returncode == 0:
                    is_done = True
                    break
                if process.returncode != -9:
                    problem = f"ended with {process.returncode} by itself: {errors.decode()}"
                    break
                kills += 1
                partial = out / ".assay-partial"
                resumed += (partial / "run.checkpoint").exists()
                published += (partial / "publishing").exists()
                if problem := torn(out, expected, options):
                    break
                if not (partial / "run.checkpoint").exists() and finished(out) == expected:
                    is_done = True
                    break
            if problem is None and not is_done:
                code, output = run([*base, "--resume"], 300)
                if code != 0:
                    problem = f"going on with it ended with {code}: {output}"
            if problem is None and (got := finished(out)) != expected:
                differing = [name for name in sorted(got.keys() | expected.keys()) if got.get(name) != expected.get(name)]
                problem = f"differs in {differing}"
            if problem:
                failures += 1
                print(f"FAIL  run {number} (seed {arguments.seed}): {' '.join(map(str, base))}: {problem}", flush=True)
            shutil.rmtree(out, ignore_errors=True)
    print(f"{arguments.runs} runs of seed {arguments.seed}, {kills} kills; {resumed} left something to go on from, {published} were killed while they "
          f"published; {failures} differ")
    sys.exit(failures > 0)


def dataset(folder, copies):
    """The corpus's shards, several times, in folders of their own; and one of the benchmark's prompts beside each, of which
    every record matches: so much evidence that it is not kept in memory until the shard is done."""
    prompts = [json.loads(line)["prompt"] for line in (ROOT / "corpora/benchmark/promptbench.jsonl").open(encoding="utf-8")]
    for copy in range(copies):
        shutil.copytree(ROOT / "corpora/preferences-v0.1", folder / str(copy))
        with (folder / str(copy) / f"matching-{copy}.jsonl").open("w", encoding="utf-8") as shard:
            for number in range(700 + 100 * copy):
                turns = [{"role": "user", "content": prompts[number % len(prompts)]}]
                source = ("synthetic-web", "other")[number % 3 == 0]
                print(json.dumps({"id": f"m{number}", "source": source, "chosen": turns, "rejected": turns}), file=shard)
    return folder


def finished(out):
    """What stands in the folder, but for what is left of a staging folder that was being removed."""
    left = {".assay-partial/lock", ".assay-partial/published"}
    return {name: content for name, content in files(out).items() if name not in left} if out.exists() else {}


def torn(out, expected, options):
    """What stands under a final name and is not whole; nothing if all is well."""
    if not out.exists() or "--force" in options:
        return None
    for name, content in files(out).items():
        if name.split("/")[0] in FINAL and expected.get(name) != content:
            return f"{name} stood under its name and was not whole"
    return None


main()
