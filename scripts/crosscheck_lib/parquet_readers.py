"""Reads a cleaned Parquet file with the programs that people read such files with, and compares it with what it should be."""
import tempfile

import pyarrow as pa
import pyarrow.parquet as pq


def with_pyarrow(path, table, wanted):
    """Values, schema, metadata and compression; every row group has rows."""
    file = pq.ParquetFile(path)
    got = file.read()
    if not got.schema.equals(wanted.schema, check_metadata=True):
        return f"schema {got.schema}, wanted {wanted.schema}"
    if not got.equals(wanted):
        return f"{got.num_rows} rows, not the {wanted.num_rows} wanted"
    for group in range(file.num_row_groups):
        group = file.metadata.row_group(group)
        if group.num_rows == 0:
            return "a row group without rows"
        others = {group.column(k).compression for k in range(group.num_columns)} - {"ZSTD"}
        if others:
            return f"pages of {', '.join(sorted(others))}"
    return None


def with_pandas(path, table, wanted):
    import pandas
    got = [plain(row) for row in pandas.read_parquet(path).to_dict("records")]
    right = [plain(row) for row in wanted.to_pylist()]
    return None if got == right else f"{len(got)} rows that are not the {len(right)} wanted"


def plain(value):
    """A value of pandas' as Python's: its NaN stands for null, and its lists are arrays."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    return None if value != value else value


def with_polars(path, table, wanted):
    import polars
    if any(pa.types.is_map(field.type) for field in wanted.schema):
        return None  # Polars has no maps
    got = polars.read_parquet(path).to_arrow().to_pylist()
    return None if same_rows(got, wanted.to_pylist()) else f"{len(got)} rows that are not the {wanted.num_rows} wanted"


def with_duckdb(path, table, wanted):
    import duckdb
    got = duckdb.connect().read_parquet(str(path)).to_arrow_table().to_pylist()
    return None if same_rows(got, wanted.to_pylist()) else f"{len(got)} rows that are not the {wanted.num_rows} wanted"


def with_datasets(path, table, wanted):
    import datasets
    datasets.disable_progress_bars()
    if not wanted.num_rows or b"huggingface" in (wanted.schema.metadata or {}):
        return None  # it refuses files without rows; the features in the metadata are made up
    with tempfile.TemporaryDirectory() as cache:
        got = datasets.Dataset.from_parquet(str(path), cache_dir=cache, keep_in_memory=True)
        rows = [got[k] for k in range(len(got))]
    return None if same_rows(rows, wanted.to_pylist()) else f"{len(rows)} rows that are not the {wanted.num_rows} wanted"


def same_rows(a, b):
    return repr(a) == repr(b)


READERS = {"pyarrow": with_pyarrow, "pandas": with_pandas, "Polars": with_polars, "DuckDB": with_duckdb,
           "datasets": with_datasets}
