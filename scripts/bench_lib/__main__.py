"""The command line: measures, prints the table, writes the JSON. Exit code 1 where a count was wrong or a command failed."""
import argparse
import json
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from . import bench_audit, bench_index, bench_parquet, bench_rivals, figures, machine
from .datasets import Datasets
from .table import Row, cells, text_lines
from .tool import Tool
from .usage import Failure, Skipped

GROUPS = {"audit": bench_audit, "index": bench_index, "parquet": bench_parquet, "rivals": bench_rivals}


@dataclass
class Setting:
    """What every benchmark is given."""
    tool: Tool
    datasets: Datasets
    runs: int
    quick: bool


def parsed():
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__.split(":")[0])
    for hidden in ("--assay", "--root"):
        parser.add_argument(hidden, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--shared", help=argparse.SUPPRESS)
    parser.add_argument("group", nargs="?", default="audit", choices=[*GROUPS, "all"], help="which table (audit)")
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="measured runs of each side, the best counts (7)")
    parser.add_argument("--only", action="append", metavar="NAME", help="only the benchmark NAME; may be repeated; see --list")
    parser.add_argument("--list", action="store_true", help="print the benchmarks' names and end")
    parser.add_argument("--json", metavar="FILE", help="write the results here too")
    parser.add_argument("--quick", action="store_true", help="two runs, and a sixth of the made-up data: to try the harness")
    parser.add_argument("--docs", action="store_true", help="put the latest results into docs/performance.md; measures nothing")
    return parser.parse_args()


def chosen(group, setting, only):
    for name, measure, arguments in GROUPS[group].rows(setting):
        if not only or name in only:
            yield name, measure, arguments


def measured(group, setting, only):
    """The rows of a group, a failure as a row of its own."""
    for name, measure, arguments in chosen(group, setting, only):
        print(f"bench: {group}: {name}", file=sys.stderr, flush=True)
        try:
            found = measure(*arguments)
        except Failure as failure:
            found = [Row("", name, problem=str(failure))]
        except Skipped as reason:
            found = [Row("", name, note=str(reason))]
        for number, row in enumerate(found):
            row.name = name if number == 0 else f"{name}-{number + 1}"
            print("   " + "  ".join(filter(None, cells(row))), file=sys.stderr, flush=True)
            yield row


def main():
    arguments = parsed()
    root = Path(arguments.root)
    latest = root / ".build/bench/latest.json"
    if arguments.docs:
        figures.fill(root / "docs/performance.md", json.loads(latest.read_text()))
        return 0
    groups = list(GROUPS) if arguments.group == "all" else [arguments.group]
    # So that what was written to memory is removed when the run is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    datasets = Datasets(root / ".build", arguments.shared, arguments.quick)
    tool = Tool(arguments.assay, datasets)
    setting = Setting(tool, datasets, 2 if arguments.quick else max(1, arguments.runs), arguments.quick)
    facts, tables = machine.facts(arguments.assay), {}
    try:
        if arguments.list:
            print("\n".join(f"{group}  {name}" for group in groups for name, _, _ in chosen(group, setting, None)))
            return 0
        for group in groups:
            tables[group] = list(measured(group, setting, arguments.only))
            print(f"\n{group}: the best of {setting.runs} interleaved runs of each side\n")
            print("\n".join(text_lines(tables[group])), flush=True)
    finally:
        tool.close()
    print("\n" + figures.machine_line(facts))
    result = {"schema": "assay.bench/1", "machine": facts, "runs": setting.runs, "quick": setting.quick,
              "real_data": bool(datasets.real), "tables": {g: [row.as_json() for row in t] for g, t in tables.items()}}
    if arguments.json:
        Path(arguments.json).write_text(json.dumps(result, indent=1) + "\n")
    if not arguments.only and not arguments.quick:
        figures.merge(latest, result)
    return int(any(row.problem for table in tables.values() for row in table))


sys.exit(main())
