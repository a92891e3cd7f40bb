"""Parquet files of every kind: read value for value as pyarrow reads them, and written again less some rows."""
import json
import random
import subprocess
import traceback
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pyarrow.parquet as pq

from . import parquet_files, parquet_values
from .checks import Result

# Rows and bytes of a batch: the usual ones, a few rows, and so few bytes that columns wait for each other.
BATCHES = ((8192, 1 << 20), (3, 1 << 20), (50, 40))
SHARES = (0, 0.5, 0.95, 1)
LARGE = 10000


def run(setting):
    for writer in parquet_files.WRITERS:
        with setting.folder("parquet-values") as folder, ThreadPoolExecutor(setting.jobs) as pool:
            files = list(writer(random.Random(f"{setting.seed}/{writer.__name__}"), folder))
            results = list(pool.map(lambda case: problems_of(setting, case), files))
        name = writer.__name__.removesuffix("_cases")
        problems = [f"seed {setting.seed}, {case.path.name}, {case.description}: {problem}"
                    for case, result in zip(files, results) for problem in result[0]]
        yield Result(f"files of {name}", problems,
                     f"{len(files)} files, {sum(r[1] for r in results):,} values; kept rows read by {', '.join(READERS)}")


def problems_of(setting, case):
    """What is wrong with one file, and how many values it has."""
    try:
        wanted = parquet_values.columns(case.path)
        return read_problems(setting, case, wanted) + keep_problems(setting, case), sum(len(c["values"]) for c in wanted)
    except Exception:  # a file the harness cannot read is a failure of this case, not of the run
        return [traceback.format_exc(limit=-8)], 0


def tool(setting, *arguments):
    done = subprocess.run([setting.values, *map(str, arguments)], capture_output=True, check=False)
    if done.returncode != 0 or done.stdout.startswith(b"error"):
        raise RuntimeError(f"{arguments[0]}: {(done.stdout + done.stderr).decode(errors='replace')[-600:]}")
    return done.stdout


def read_problems(setting, case, wanted):
    problems = []
    is_large = any(len(column["values"]) > LARGE for column in wanted)
    for rows, size in BATCHES[:1] if is_large else BATCHES:
        found = [json.loads(line) for line in tool(setting, "show", case.path, rows, size).splitlines()]
        for a, b in zip(wanted, found):
            problems += [f"batches of {rows} rows, column {a['column']}, {key}: {str(b[key])[:100]}, pyarrow {str(a[key])[:100]}"
                         for key in a if a[key] != b[key]]
        if len(wanted) != len(found):
            problems.append(f"{len(found)} columns, pyarrow {len(wanted)}")
    return problems


def keep_problems(setting, case):
    table, problems = parquet_values.table_of(case.path), []
    for share in SHARES:
        rng = random.Random(f"{case.path.name}/{share}")
        kept = [rng.random() < share for _ in range(table.num_rows)]
        decisions, out = (case.path.with_suffix(f".{ending}") for ending in ("decisions", "kept"))
        decisions.write_text("".join("01"[keep] for keep in kept))
        tool(setting, "keep", decisions, case.path, out)
        rows = [row for row, keep in enumerate(kept) if keep]
        problems += [f"{share:.0%} of the rows kept, {name}: {problem}" for name, read in READERS.items()
                     if (problem := read(case.path, out, rows, table))]
    return problems


def with_pyarrow(source, path, rows, table):
    """Values, schema, metadata, checksums, compression and counts; every row group has rows."""
    file = pq.ParquetFile(path, page_checksum_verification=True)
    found, wanted = file.read(), table.take(pa.array(rows, pa.int64()))
    if not file.schema_arrow.equals(pq.ParquetFile(source).schema_arrow, check_metadata=True):
        return f"schema {file.schema_arrow}"
    if file.metadata.metadata != pq.ParquetFile(source).metadata.metadata:
        return f"metadata {file.metadata.metadata}"
    if not file.schema.equals(pq.ParquetFile(source).schema):
        return f"stored schema {file.schema}"
    for number in range(file.num_row_groups):
        group = file.metadata.row_group(number)
        if group.num_rows == 0 or {group.column(k).compression for k in range(group.num_columns)} != {"ZSTD"}:
            return f"row group {number} has {group.num_rows} rows, or pages that are not zstd"
    if found.num_rows != len(rows):
        return f"{found.num_rows} rows instead of {len(rows)}"
    # A time zone has several names.
    wanted = wanted if found.schema.equals(wanted.schema) else wanted.cast(found.schema)
    # Not-a-number equals itself as text.
    different = [name for name in found.column_names if not found[name].equals(wanted[name])
                 and repr(found[name].to_pylist()) != repr(wanted[name].to_pylist())]
    return f"columns {different}" if different else None


def by_reading_both(read, take, same):
    """Compares what another program reads of the written file with those rows of what it reads of the source."""
    def check(source, path, rows, table):
        try:
            wanted = take(read(source), rows)
        except BaseException:  # it cannot read the source; Polars panics with an error of its own
            return None
        found = read(path)
        return None if same(found, wanted) else f"{len(found)} rows that are not the {len(rows)} wanted"
    return check


def with_polars():
    import polars
    return by_reading_both(polars.read_parquet, lambda frame, rows: frame[rows], lambda a, b: a.equals(b))


def with_duckdb():
    import duckdb
    return by_reading_both(lambda path: duckdb.connect().read_parquet(str(path)).fetchall(),
                           lambda found, rows: [found[row] for row in rows], lambda a, b: repr(a) == repr(b))


def with_pandas(source, path, rows, table):
    import pandas
    found, wanted = pandas.read_parquet(path), table.take(pa.array(rows, pa.int64())).to_pandas()
    return None if same_frames(found, wanted) else f"{len(found)} rows that are not the {len(rows)} wanted"


def same_frames(a, b):
    return {name: plain(a[name].astype(object)) for name in a} == {name: plain(b[name].astype(object)) for name in b}


def plain(value):
    """A value of pandas' as one that compares: its arrays as lists, what is not a number as null."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    return None if str(value) in ("None", "nan", "NaT", "<NA>") else value


def with_datasets():
    import datasets
    datasets.disable_progress_bars()

    def read(path):
        made = datasets.Dataset.from_parquet(str(path), keep_in_memory=True, cache_dir=str(path) + ".cache")
        return made.to_list()

    check = by_reading_both(read, lambda found, rows: [found[row] for row in rows], lambda a, b: repr(a) == repr(b))
    # It refuses files without rows, and features that are made up.
    return lambda source, path, rows, table: check(source, path, rows, table) if rows and "datasets" in source.name else None


READERS = {"pyarrow": with_pyarrow, "Polars": with_polars(), "DuckDB": with_duckdb(), "pandas": with_pandas,
           "datasets": with_datasets()}
