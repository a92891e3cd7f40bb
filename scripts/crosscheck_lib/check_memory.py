"""Peak memory does not grow with the dataset: a set of shards, and four times as many.

The smaller set has more matches than the page shows, 5,000: below that its memory grows with them. Of several runs the
least counts: how far threads run ahead of each other, and what the allocator then keeps, differs from run to run.
"""
import os

from .checks import Result
from .tool import ToolFailure, peak_memory

COPIES, TIMES, RUNS, ALLOWED = 16, 4, 3, 1.10


def run(setting):
    try:
        yield check(setting)
    except ToolFailure as failure:
        yield Result("peak memory", [str(failure)])


def check(setting):
    shards = sorted((setting.data / "throughput").glob("*.zst"))
    with setting.folder("memory") as folder:
        benchmark = setting.data / "benchmarks/rewardbench-known.jsonl.zst"
        index = setting.assay.index(folder / "index.assay", [("rewardbench", benchmark)], profile="words", n=8,
                                    field="prompt")
        many = []
        for k in range(COPIES * TIMES):
            for shard in shards:
                many.append(folder / f"copy-{k}-{shard.name}")
                os.symlink(shard, many[-1])
        once, seconds = peak(setting, index, folder / "once", many[:COPIES * len(shards)])
        times, more_seconds = peak(setting, index, folder / "times", many)
    note = (f"{once / 1024:.1f} MiB in {seconds:.1f} s, {times / 1024:.1f} MiB in {more_seconds:.1f} s for {TIMES} "
            f"times as much: {times / once:.2f} times the memory")
    return Result("peak memory", [] if times <= once * ALLOWED else [f"grew beyond {ALLOWED:.2f}: {note}"], note)


def peak(setting, index, output, shards):
    command = [setting.assay.program, "audit", "--index", index, "-o", output, *shards, "--quiet", "--force"]
    return min(peak_memory(setting.python, command) for _ in range(RUNS))
