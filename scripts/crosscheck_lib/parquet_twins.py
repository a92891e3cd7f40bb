"""The same records as JSON Lines and as Parquet, written by several programs in several ways, from a seed."""
import json
import random

import pyarrow as pa
import pyarrow.parquet as pq

from .shapes import Shapes, items
from .wording import Wording

COMPRESSIONS = ("none", "snappy", "gzip", "brotli", "lz4", "zstd")
METADATA = {b"huggingface": b'{"info": {"features": {}}}', b"note": "kept ü".encode()}


def table_of(records):
    """A table of as many of `records` as one Parquet file can hold; keys that a record lacks are null."""
    kept, table = [], None
    for record in records:
        rows = [*kept, record]
        names = list(dict.fromkeys(name for row in rows for name in row))
        try:
            made = pa.Table.from_pylist([{name: row.get(name) for name in names} for row in rows])
            # Structures without members cannot be written, and some lists of nulls not be read again.
            sink = pa.BufferOutputStream()
            pq.write_table(made, sink)
            pq.read_table(pa.BufferReader(sink.getvalue()))
        except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, OverflowError):
            continue
        if made.num_rows == len(rows):
            kept, table = rows, made
    return table


def json_lines(table):
    rows = table.to_pylist(maps_as_pydicts="strict")
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def write_parquet(rng, table, path):
    """Writes `table` in one of many ways, or in the plainest where the writer drawn cannot; returns the way in words."""
    try:
        how = write_somehow(rng, table, path)
        pq.read_table(path)
        return how
    except pa.ArrowInvalid:
        pq.write_table(table, path)
        return "pyarrow"


def write_somehow(rng, table, path):
    writer = rng.choice(("pyarrow", "pyarrow", "pyarrow", "polars", "duckdb"))
    rows = rng.choice((1, 2, 7, 1 << 20))
    compression = rng.choice(COMPRESSIONS)
    if writer == "polars" and is_for_polars(table):
        import polars
        name = {"none": "uncompressed", "lz4": "lz4"}.get(compression, compression)
        polars.from_arrow(table).write_parquet(path, compression=name, row_group_size=max(rows, 2))
        return f"polars, {name}, row groups of {rows}"
    if writer == "duckdb" and table.num_rows:
        import duckdb
        name = {"none": "uncompressed", "lz4": "lz4_raw"}.get(compression, compression)
        connection = duckdb.connect()
        connection.register("t", table)
        connection.execute(f"COPY t TO '{path}' (FORMAT parquet, CODEC '{name}')")
        return f"duckdb, {name}"
    options = {
        "compression": compression, "row_group_size": rows, "use_dictionary": rng.random() < 0.6,
        "data_page_version": rng.choice(("1.0", "2.0")), "data_page_size": rng.choice((1, 100, 1 << 20)),
        "use_compliant_nested_type": rng.random() < 0.8, "write_page_checksum": rng.random() < 0.5,
        "version": rng.choice(("1.0", "2.4", "2.6"))}
    if not options["use_dictionary"] and rng.random() < 0.5:
        options["column_encoding"] = {
            path: rng.choice(("DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY", "PLAIN"))
            for path in string_columns(table)}
    pq.write_table(table, path, **options)
    return "pyarrow, " + ", ".join(f"{key} {value}" for key, value in options.items())


def is_for_polars(table):
    """Polars has no type for the values of a column that holds nothing but nulls within a list, nor maps."""
    text = str(table.schema)
    return table.num_rows > 0 and "null" not in text.replace("not null", "") and "map<" not in text


def string_columns(table):
    """The dotted paths of the string columns, as the file names them."""
    sink = pa.BufferOutputStream()
    pq.write_table(table.slice(0, 0), sink)
    schema = pq.ParquetFile(pa.BufferReader(sink.getvalue())).schema
    columns = [schema.column(k) for k in range(len(schema.names))]
    return [column.path for column in columns if column.physical_type == "BYTE_ARRAY"]


class Twins:
    """One made-up case: benchmark items, records as a table, and the options of an audit."""

    def __init__(self, seed, number):
        rng = random.Random(f"parquet/{seed}/{number}")
        self.number, self.counts = number, (0, 0, 0)
        self.n, self.scope = rng.choice((1, 2, 3, 5, 8)), rng.choice(("prompt", "response", "all"))
        wording = Wording(rng, self.n)
        self.items = items(rng, wording.text, rng.randint(1, 12), "id", "subset", "prompt")
        shapes = Shapes(rng, wording.text)
        records = [shapes.record() for _ in range(rng.randint(1, 30))]
        records.insert(rng.randint(0, len(records)), shapes.in_scope(self.scope))
        self.table = table_of(records)
        if rng.random() < 0.5:
            self.table = self.table.replace_schema_metadata(METADATA)
        self.rng = rng

    def write(self, folder):
        """Writes both files, and the benchmark in both forms; returns how in words."""
        (folder / "json").mkdir()
        (folder / "parquet").mkdir()
        bench = table_of(self.items)
        (folder / "json/b.jsonl").write_bytes(json_lines(bench))
        (folder / "json/d.jsonl").write_bytes(json_lines(self.table))
        how = write_parquet(self.rng, bench, str(folder / "parquet/b.parquet"))
        return f"{how}; {write_parquet(self.rng, self.table, str(folder / 'parquet/d.parquet'))}"
