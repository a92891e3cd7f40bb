"""The command line: runs the groups of checks and prints a line for each check."""
import argparse
import os
import sys
import time
from pathlib import Path

from . import (check_determinism, check_gigabyte, check_memory, check_oracle, check_parquet, check_parquet_values,
               check_random, check_sklearn)
from .checks import Setting
from .reference import Reference
from .tool import Assay

GROUPS = {"oracle": check_oracle, "random": check_random, "sklearn": check_sklearn, "parquet": check_parquet,
          "parquet-values": check_parquet_values, "determinism": check_determinism, "memory": check_memory,
          "gigabyte": check_gigabyte}


def parsed():
    parser = argparse.ArgumentParser(
        prog="scripts/crosscheck",
        description="Compares assay with the slow reference, with scikit-learn and with itself.")
    for hidden in ("--assay", "--values", "--shared", "--build"):
        parser.add_argument(hidden, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--only", default=",".join(GROUPS), metavar="GROUPS", help=f"some of {','.join(GROUPS)}")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the random corpora (1)")
    parser.add_argument("--cases", type=int, default=200, help="how many random corpora (200)")
    parser.add_argument("--case", type=int, help="only the random corpus with this number")
    parser.add_argument("--jobs", type=int, default=min(os.cpu_count() or 1, 8), help="processes at a time (one a core)")
    arguments = parser.parse_args()
    arguments.only = arguments.only.split(",")
    if unknown := set(arguments.only) - set(GROUPS):
        parser.error(f"no such group: {', '.join(sorted(unknown))}; there are {', '.join(GROUPS)}")
    return arguments


def show(group, result, seconds):
    note = f": {result.note}" if result.note else ""
    if not result.problems:
        print(f"ok    {group}: {result.name}{note} ({seconds:.1f} s)", flush=True)
        return
    print(f"FAIL  {group}: {result.name} ({seconds:.1f} s)")
    for problem in result.problems[:10]:
        print("      " + problem.replace("\n", "\n      "))
    if len(result.problems) > 10:
        print(f"      and {len(result.problems) - 10} more")
    sys.stdout.flush()


def main():
    arguments = parsed()
    build = Path(arguments.build)
    setting = Setting(Assay(arguments.assay), Reference(arguments.shared, build / "crosscheck-cache"), build,
                      arguments.seed, arguments.cases, arguments.case, arguments.jobs, arguments.values)
    counts = [0, 0]
    for name in arguments.only:
        start = time.monotonic()
        for result in GROUPS[name].run(setting):
            show(name, result, time.monotonic() - start)
            counts[bool(result.problems)] += 1
            start = time.monotonic()
    print(f"{counts[0]} passed, {counts[1]} failed")
    sys.exit(counts[1] > 0)


main()
