"""Parquet files from a seed: every writer, codec, encoding, page version and nesting that is to be read."""
import datetime
import decimal
import random
from dataclasses import dataclass
from pathlib import Path

import numpy
import pyarrow as pa
import pyarrow.parquet as pq

CODECS = ("NONE", "SNAPPY", "GZIP", "BROTLI", "LZ4", "ZSTD")
WORDS = ("the", "of", "a", "contamination", "überall", "数学", "", "line\nbreak", "🙂", "x" * 300)


@dataclass
class ParquetCase:
    """One file. `description` says what is special about it."""
    path: Path
    description: str


class Values:
    """Draws arrays of one type each."""

    def __init__(self, rng, row_count):
        self.rng, self.n = rng, row_count

    def null(self, value, share=0.2):
        return None if self.rng.random() < share else value

    def text(self):
        return " ".join(self.rng.choice(WORDS) for _ in range(self.rng.randint(0, 6)))

    def many(self, draw, nulls=True):
        return [self.null(draw()) if nulls else draw() for _ in range(self.n)]

    def few(self, draw):
        """Values that repeat, so that a dictionary is worth while."""
        chosen = [draw() for _ in range(5)]
        return [self.null(self.rng.choice(chosen)) for _ in range(self.n)]

    def integer(self, bits):
        return self.rng.choice((0, 1, -1, 2**(bits - 1) - 1, -2**(bits - 1), self.rng.randrange(-100, 100)))

    def ints(self, length=3):
        return [self.null(self.rng.randrange(-9, 9)) for _ in range(self.rng.randint(0, length))]

    def message(self):
        return {"role": self.null(self.rng.choice(("user", "assistant")), 0.1), "content": self.null(self.text())}

    def turns(self):
        return [self.null(self.message(), 0.1) for _ in range(self.rng.randint(0, 4))]

    def time(self):
        return self.rng.randrange(0, 2**50)


def flat(values):
    """Columns of every physical and most logical types."""
    v = values
    when = pa.timestamp
    return {
        "boolean": pa.array(v.many(lambda: v.rng.random() < 0.5), pa.bool_()),
        "boolean_required": pa.array(v.many(lambda: v.rng.random() < 0.9, False), pa.bool_()),
        "int8": pa.array(v.many(lambda: v.integer(8)), pa.int8()),
        "uint16": pa.array(v.many(lambda: v.rng.randrange(2**16)), pa.uint16()),
        "int32": pa.array(v.many(lambda: v.integer(32)), pa.int32()),
        "int64": pa.array(v.many(lambda: v.integer(64)), pa.int64()),
        "uint64": pa.array(v.many(lambda: v.rng.randrange(2**64)), pa.uint64()),
        "sorted": pa.array(sorted(v.many(lambda: v.integer(32), False)), pa.int64()),
        "float": pa.array(v.many(lambda: numpy.float32(v.rng.uniform(-1e9, 1e9))), pa.float32()),
        "double": pa.array(v.many(lambda: v.rng.choice((0.0, -0.0, 1e300, v.rng.random()))), pa.float64()),
        "half": pa.array(v.many(lambda: numpy.float16(v.rng.random())), pa.float16()),
        "string": pa.array(v.many(v.text), pa.string()),
        "string_required": pa.array(v.many(v.text, False), pa.string()),
        "string_few": pa.array(v.few(v.text), pa.string()),
        "large_string": pa.array(v.many(v.text), pa.large_string()),
        "category": pa.array(v.few(v.text), pa.string()).dictionary_encode(),
        "binary": pa.array(v.many(lambda: v.rng.randbytes(v.rng.randrange(20))), pa.binary()),
        "fixed": pa.array(v.many(lambda: v.rng.randbytes(7)), pa.binary(7)),
        "decimal9": pa.array(v.many(lambda: decimal.Decimal(v.rng.randrange(-999, 999)) / 100), pa.decimal128(5, 2)),
        "decimal38": pa.array(
            v.many(lambda: decimal.Decimal(v.rng.randrange(-10**30, 10**30))), pa.decimal128(38, 0)),
        "date": pa.array(v.many(lambda: datetime.date(2020, 1, 1)), pa.date32()),
        "timestamp_us": pa.array(v.many(v.time), when("us", tz="UTC")),
        "timestamp_ns": pa.array(v.many(v.time), when("ns")),
        "time": pa.array(v.many(lambda: v.rng.randrange(86400 * 10**6)), pa.time64("us")),
        "nothing": pa.nulls(v.n),
        "all_null": pa.array([None] * v.n, pa.string()),
    }


def nested(values):
    """Lists, structs and maps, optional at every level."""
    v = values
    turn = pa.struct([("role", pa.string()), ("content", pa.string())])
    deep = pa.list_(pa.list_(pa.struct([("a", pa.list_(pa.int32())), ("b", pa.map_(pa.string(), pa.int64()))])))
    pair = lambda: {"a": v.null(v.ints()), "b": v.null([(v.text(), v.null(1)) for _ in range(v.rng.randint(0, 2))])}
    inner = lambda: [v.null(pair()) for _ in range(v.rng.randint(0, 2))]
    required = pa.list_(pa.field("element", pa.string(), nullable=False))
    return {
        "strings": pa.array(v.many(lambda: [v.null(v.text()) for _ in range(v.rng.randint(0, 3))]), pa.list_(pa.string())),
        "required": pa.array(v.many(lambda: [v.text() for _ in range(v.rng.randint(0, 3))]), required),
        "messages": pa.array(v.many(v.turns), pa.list_(turn)),
        "chosen": pa.array(v.many(v.turns, False), pa.large_list(turn)),
        "struct": pa.array(v.many(lambda: {"x": v.null(v.message()), "y": v.null(3)}),
                           pa.struct([("x", turn), ("y", pa.int8())])),
        "map": pa.array(v.many(lambda: [(v.text(), v.null(v.ints())) for _ in range(v.rng.randint(0, 3))]),
                        pa.map_(pa.string(), pa.list_(pa.int32()))),
        "deep": pa.array(v.many(lambda: [v.null(inner()) for _ in range(v.rng.randint(0, 3))]), deep),
        "fixed_list": pa.array(v.many(lambda: [v.null(1.5), 2.5], False), pa.list_(pa.float32(), 2)),
        "long": pa.array(v.many(lambda: v.ints(40)), pa.list_(pa.int32())),
        "empty_lists": pa.array([[] for _ in range(v.n)], pa.list_(pa.string())),
        "null_lists": pa.array([None] * v.n, pa.list_(pa.list_(pa.string()))),
    }


def table(values, draw):
    columns = draw(values)
    fields = [pa.field(name, array.type, nullable="required" not in name or pa.types.is_list(array.type))
              for name, array in columns.items()]
    metadata = {b"huggingface": b'{"info": {"features": {}}}', b"other": "schlüssel".encode()}
    return pa.table(list(columns.values()), schema=pa.schema(fields, metadata=metadata))


ENCODINGS = {
    "DELTA_BINARY_PACKED": ("int8", "uint16", "int32", "int64", "uint64", "sorted", "timestamp_us", "date"),
    "DELTA_LENGTH_BYTE_ARRAY": ("string", "string_required", "string_few", "large_string", "binary", "all_null"),
    "DELTA_BYTE_ARRAY": ("string", "string_required", "string_few", "binary", "fixed", "decimal38", "all_null"),
    "BYTE_STREAM_SPLIT": ("float", "double", "half", "int32", "int64", "fixed", "decimal9"),
    "RLE": ("boolean", "boolean_required"),
    "PLAIN": None,
}


def pyarrow_cases(rng, folder):
    """Codecs, page versions, dictionaries and sizes for flat and nested tables; then each encoding by itself."""
    number = 0
    for codec in CODECS:
        for version in ("1.0", "2.0"):
            for draw in (flat, nested):
                row_count = rng.choice((1, 7, 100, 300))
                dictionary = rng.random() < 0.5
                options = dict(
                    compression=codec, data_page_version=version, use_dictionary=dictionary,
                    row_group_size=rng.choice((1000, 37)), data_page_size=rng.choice((1 << 20, 100)),
                    dictionary_pagesize_limit=rng.choice((1 << 20, 64)), write_batch_size=rng.choice((1024, 3)),
                    write_page_checksum=rng.random() < 0.5, store_schema=rng.random() < 0.7)
                path = folder / f"pyarrow-{number}.parquet"
                pq.write_table(table(Values(rng, row_count), draw), path, **options)
                yield ParquetCase(path, f"pyarrow {draw.__name__} {row_count} rows {options}")
                number += 1
    for encoding, names in ENCODINGS.items():
        for version in ("1.0", "2.0"):
            whole = table(Values(rng, 400), flat)
            chosen = whole.select(names) if names else whole.drop_columns(["nothing"])
            path = folder / f"encoding-{encoding}-{version}.parquet"
            pq.write_table(chosen, path, compression="ZSTD", data_page_version=version, use_dictionary=False,
                           column_encoding={name: encoding for name in chosen.column_names}, data_page_size=700,
                           write_batch_size=50)
            yield ParquetCase(path, f"pyarrow {encoding}, page version {version}")
    whole = table(Values(rng, 50), flat).select(["timestamp_ns", "string"])
    path = folder / "int96.parquet"
    pq.write_table(whole, path, use_deprecated_int96_timestamps=True)
    yield ParquetCase(path, "pyarrow INT96")
    for draw in (flat, nested):
        path = folder / f"empty-{draw.__name__}.parquet"
        pq.write_table(table(Values(rng, 0), draw), path)
        yield ParquetCase(path, f"pyarrow, no rows, {draw.__name__}")
    path = folder / "legacy-lists.parquet"
    pq.write_table(table(Values(rng, 90), nested), path, use_compliant_nested_type=False, compression="SNAPPY")
    yield ParquetCase(path, "pyarrow, lists whose elements are called item")
    path = folder / "large.parquet"
    pq.write_table(table(Values(rng, 20000), lambda v: {"string": flat(v)["string"], "messages": nested(v)["messages"]}),
                   path, compression="ZSTD", row_group_size=6000, data_page_size=20000)
    yield ParquetCase(path, "pyarrow, several row groups of many pages")


def polars_cases(rng, folder):
    import polars
    for number, codec in enumerate(("uncompressed", "snappy", "gzip", "brotli", "lz4", "zstd")):
        names = ("strings", "messages", "struct", "long", "empty_lists")
        whole = table(Values(rng, rng.choice((1, 60, 900))), lambda v: {**flat(v), **nested(v)})
        keep = [n for n in whole.column_names if n in names or n in flat(Values(rng, 1))]
        keep = [n for n in keep if n not in ("half", "fixed", "decimal38", "decimal9", "nothing")]
        frame = polars.from_arrow(whole.select(keep).replace_schema_metadata(None))
        path = folder / f"polars-{number}.parquet"
        frame.write_parquet(path, compression=codec, row_group_size=rng.choice((50, 10000)),
                            data_page_size=rng.choice((300, 1 << 20)), statistics=rng.random() < 0.5)
        yield ParquetCase(path, f"Polars {codec}")


def duckdb_cases(rng, folder):
    import duckdb
    connection = duckdb.connect()
    connection.execute("set enable_progress_bar = false")
    source = folder / "duckdb-source.parquet"
    number = 0
    for codec in ("uncompressed", "snappy", "gzip", "zstd", "brotli", "lz4_raw"):
        for version in ("V1", "V2"):
            # DuckDB's row groups have 2,048 rows at least, so one file is long enough for two.
            row_count = rng.choice((1, 80, 300)) if number else 2500
            whole = table(Values(rng, row_count), lambda v: {**flat(v), **nested(v)})
            pq.write_table(whole.drop_columns(["half", "nothing", "fixed_list", "decimal38"]), source)
            path = folder / f"duckdb-{number}.parquet"
            connection.execute(f"copy (from read_parquet('{source}')) to '{path}' "
                               f"(format parquet, codec {codec}, parquet_version {version}, row_group_size 2048)")
            yield ParquetCase(path, f"DuckDB {codec} {version}")
            number += 1
    source.unlink()


def fastparquet_cases(rng, folder):
    import fastparquet
    import pandas
    for number, codec in enumerate((None, "SNAPPY", "GZIP", "ZSTD", "BROTLI", "LZ4_RAW")):
        v = Values(rng, rng.choice((1, 70, 500)))
        frame = pandas.DataFrame({
            "text": pandas.Series(v.many(v.text), dtype=object), "required": v.many(v.text, False),
            "category": pandas.Categorical(v.few(v.text)), "number": v.many(lambda: v.integer(32), False),
            "real": [v.rng.random() for _ in range(v.n)], "flag": [v.rng.random() < 0.5 for _ in range(v.n)],
            "maybe": pandas.array(v.many(lambda: v.rng.random() < 0.5), dtype="boolean"),
            "when": pandas.to_datetime([v.time() for _ in range(v.n)])})
        path = folder / f"fastparquet-{number}.parquet"
        times = rng.choice(("int64", "int96"))
        fastparquet.write(str(path), frame, compression=codec, times=times, row_group_offsets=rng.choice((40, 1000)),
                          has_nulls=["text", "maybe", "category"], object_encoding="utf8")
        yield ParquetCase(path, f"fastparquet {codec} {times}")


def datasets_cases(rng, folder):
    import datasets
    datasets.disable_progress_bars()
    v = Values(rng, 200)
    rows = {"prompt": v.many(v.text, False), "chosen": [[v.message() for _ in range(2)] for _ in range(v.n)],
            "source": v.few(v.text), "label": [v.rng.randrange(3) for _ in range(v.n)], "score": v.many(v.rng.random)}
    data = datasets.Dataset.from_dict(rows)
    data = data.cast_column("label", datasets.ClassLabel(names=["a", "b", "c"]))
    path = folder / "datasets.parquet"
    data.to_parquet(str(path), batch_size=64)
    yield ParquetCase(path, "datasets")


WRITERS = (pyarrow_cases, polars_cases, duckdb_cases, fastparquet_cases, datasets_cases)


def cases(seed, folder):
    """Writes all files into `folder` and yields each as a ParquetCase; the same seed gives the same values."""
    for writer in WRITERS:
        yield from writer(random.Random(f"{seed}/{writer.__name__}"), Path(folder))
