"""Parquet: the same report as for the same records as JSON Lines, cleaned files that others read, the reference's counts."""
import json
import traceback
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pyarrow.parquet as pq

from .agree import order_differences, pair_differences, summary_differences
from .checks import Result
from .containers import decompressed
from .parquet_readers import READERS
from .parquet_twins import Twins, json_lines
from .tool import ToolFailure

# What says where a record is, and how its file is stored.
STORED = {"path", "format", "bytes", "xxh3", "problems"}
REAL = "datasets/simplerl-math-8k.parquet"
BENCHMARKS = (("math500", "benchmarks/math500.jsonl.zst", "problem", "unique_id", "subject"),
              ("gsm8k-test", "benchmarks/gsm8k-test.jsonl.zst", "question", None, None))


def run(setting):
    yield from twins(setting)
    for benchmark in BENCHMARKS:
        yield attempt(f"{benchmark[0]} x simplerl-math-8k", real, setting, benchmark)


def attempt(title, check, setting, *arguments):
    try:
        with setting.folder("parquet") as folder:
            problems, note = check(setting, folder, *arguments)
    except ToolFailure as failure:
        problems, note = [str(failure)], ""
    except Exception:  # a file the harness cannot read is a failure of this case, not of the run
        problems, note = [traceback.format_exc(limit=-3)], ""
    return Result(title, problems, note)


def twins(setting):
    """A fifth of the random cases: each is read by five programs twice."""
    numbers = [setting.only_case] if setting.only_case is not None else range(max(1, setting.cases // 5))
    # Threads and not processes: some of the readers' own threads do not outlive a fork.
    with ThreadPoolExecutor(setting.jobs) as pool:
        cases = [Twins(setting.seed, number) for number in numbers]
        results = list(pool.map(
            lambda case: attempt(f"case {case.number}, seed {setting.seed}", twin, setting, case), cases))
    for case, result in zip(cases, results):
        if result.problems:
            again = f"again: scripts/crosscheck --only parquet --seed {setting.seed} --case {case.number}"
            yield Result(result.name, result.problems[:8] + [again])
    good = [case for case, result in zip(cases, results) if not result.problems]
    records, pairs, removed = (sum(case.counts[k] for case in good) for k in range(3))
    yield Result(f"JSON Lines and Parquet of {len(good)} made-up datasets", [],
                 f"{records:,} records, {pairs:,} pairs, {removed:,} rows removed; read by {', '.join(READERS)}")


def twin(setting, folder, case):
    how = case.write(folder)
    audits, indexes = {}, {}
    options = ["--scope", case.scope]
    for form, ending in (("json", "jsonl"), ("parquet", "parquet")):
        index = setting.assay.index(
            folder / f"{form}.assay", [("bench", folder / form / f"b.{ending}")], profile="words", n=case.n,
            field="prompt")
        indexes[form] = index.read_bytes()
        audits[form] = setting.assay.audit(
            index, folder / f"out-{form}", [folder / form / f"d.{ending}"], *options)
    problems = [] if indexes["json"] == indexes["parquet"] else ["the indexes are not the same bytes"]
    problems += report_differences(audits["json"], audits["parquet"])
    path = folder / "parquet/d.parquet"
    problems += clean_differences(setting, folder, folder / "parquet.assay", path, options, audits["parquet"])
    matches = audits["json"].matches
    case.counts = (case.table.num_rows, len(matches), len({line["row"] for line in matches}))
    return [f"{problem} ({how})" for problem in problems], ""


def without(record, keys):
    return {key: value for key, value in record.items() if key not in keys}


def report_differences(wanted, got):
    """Where a report of Parquet differs from one of the same records as JSON Lines in more than where they stand."""
    problems = []
    for key in wanted.report.keys() | got.report.keys():
        a, b = wanted.report.get(key), got.report.get(key)
        if key == "inputs":
            a, b = ([without(row, STORED) for row in rows] for rows in (a, b))
        if a != b:
            problems.append(f"report.json, {key}: {json.dumps(b)[:300]}, as JSON Lines {json.dumps(a)[:300]}")
    a, b = ([without(line, {"file"}) for line in audit.matches] for audit in (wanted, got))
    if a != b:
        problems.append(f"matches.jsonl: {len(b)} lines, {sum(x != y for x, y in zip(a, b))} differ of {len(a)}")
    return problems


def clean_differences(setting, folder, index, path, options, audit):
    """Cleans a file and lets every reader read what is left."""
    out = folder / "cleaned"
    manifest = setting.assay.clean(index, out, [path], *options)
    table = pq.read_table(path)
    removed = sorted({line["row"] for line in audit.matches})
    kept = sorted(set(range(table.num_rows)) - set(removed))
    problems = table_differences(f"clean/{path.name}", table, kept, out / "clean" / path.name)
    if removed:
        problems += table_differences("removed", table, removed, out / f"removed/{path.name}.removed.parquet")
        lines = decompressed((out / f"removed/{path.name}.removed.jsonl.zst").read_bytes()).splitlines()
        if [json.loads(line)["row"] for line in lines] != removed:
            problems.append("the lines of removed/ are not those of the removed rows")
    counts = {"read": table.num_rows, "kept": len(kept), "removed": len(removed), "rejected": 0}
    if {key: manifest[key] for key in counts} != counts:
        problems.append(f"manifest {[manifest[key] for key in counts]}, wanted {counts}")
    setting.assay.run("verify", out)
    again = setting.assay.run("verify", out, "--index", index) if kept else b""
    if kept and b"Audited again" not in again:
        problems.append("verify did not audit the split again")
    return problems


def table_differences(name, table, rows, path):
    wanted = table.take(pa.array(rows, pa.int64()))
    problems = []
    for reader, read in READERS.items():
        problem = read(path, table, wanted)
        if problem:
            problems.append(f"{name}, read by {reader}: {problem}")
    return problems


def real(setting, folder, benchmark):
    """The reference's counts on the rows of the published file, and the same report from JSON Lines of them."""
    name, items, field, id_field, subset_field = benchmark
    source = setting.data / REAL
    table = pq.read_table(source)
    rows = folder / "simplerl-math-8k.parquet.plain"
    rows.write_bytes(json_lines(table))
    fields = [field] + [part for part in (id_field, subset_field) if part]
    answer = setting.reference.here(
        ["--benchmark", ":".join([str(setting.data / items), *fields]), "--dataset", rows], folder / "detail")
    index = setting.assay.index(folder / "i.assay", [(name, setting.data / items)], profile="words", n=8, field=field,
                                id_field=id_field, subset_field=subset_field)
    audit = setting.assay.audit(index, folder / "out", [source])
    problems = summary_differences(audit.report, answer.summary)
    problems += pair_differences(audit.matches, [(file.removesuffix(".plain"), *rest) for file, *rest in answer.pairs])
    problems += order_differences(audit.report, audit.matches)
    plain = folder / "rows.jsonl"
    rows.rename(plain)
    problems += report_differences(setting.assay.audit(index, folder / "plain", [plain]), audit)
    with open(source, "rb") as file:
        piped = setting.assay.audit(index, folder / "piped", ["-"], stdin=file)
    problems += report_differences(audit, piped)
    problems += clean_differences(setting, folder, index, source, [], audit)
    return problems, f"{len(answer.pairs):,} pairs, {answer.summary['contaminated_records']:,} of {table.num_rows:,} records"
