"""Makes the golden files of ParquetIOTests: tiny Parquet files by pyarrow, and what pyarrow reads of them.

Use:  python generate.py      (with pyarrow installed; see scripts/crosscheck_lib/requirements.txt)

NAME.parquet is the file. NAME.txt has a line a column: its definition levels, its repetition levels and its values in
hexadecimal, three lists with commas, apart by blanks; `-` stands for an empty list and `''` for an empty value.
"""
import random
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

here = Path(__file__).resolve().parent
sys.path.insert(0, str(here.parents[2] / "scripts"))

from crosscheck_lib import parquet_values  # noqa: E402
from crosscheck_lib.parquet_files import Values, flat, nested  # noqa: E402

TEXT = ("string", "string_few", "boolean", "int64")


def write(name, draw, names, row_count=24, seed=1, **options):
    values = Values(random.Random(seed), row_count)
    columns = {key: array for key, array in draw(values).items() if key in names}
    fields = [pa.field(key, array.type, nullable="required" not in key) for key, array in columns.items()]
    schema = pa.schema(fields, metadata={b"huggingface": b"{}", b"empty": b""})
    path = here / f"{name}.parquet"
    pq.write_table(pa.table(list(columns.values()), schema=schema), path, store_schema=False, **options)
    lines = []
    for column in parquet_values.columns(path):
        parts = (column["definitions"], column["repetitions"], [value or "''" for value in column["values"]])
        lines.append(" ".join(",".join(map(str, part)) or "-" for part in parts) + "\n")
    path.with_suffix(".txt").write_text("".join(lines))


for codec in ("NONE", "SNAPPY", "GZIP", "BROTLI", "LZ4", "ZSTD"):
    write(f"codec-{codec.lower()}", flat, TEXT, compression=codec, row_group_size=13, write_page_checksum=True)
for version in ("1.0", "2.0"):
    write(f"nested-v{version[0]}", nested, ("messages", "map", "deep", "fixed_list", "null_lists", "required"),
          compression="ZSTD", data_page_version=version, data_page_size=60, write_batch_size=4, row_group_size=17)
    for encoding, names in (
            ("DELTA_BINARY_PACKED", ("int32", "uint64", "sorted")),
            ("DELTA_LENGTH_BYTE_ARRAY", ("string", "all_null")),
            ("DELTA_BYTE_ARRAY", ("string", "fixed")),
            ("BYTE_STREAM_SPLIT", ("float", "double", "fixed")),
            ("RLE", ("boolean", "boolean_required"))):
        write(f"{encoding.lower()}-v{version[0]}", flat, names, compression="NONE", data_page_version=version,
              use_dictionary=False, column_encoding={name: encoding for name in names}, data_page_size=150,
              write_batch_size=9)
write("dictionary-overflow", flat, ("string", "binary"), 40, compression="NONE", dictionary_pagesize_limit=60,
      write_batch_size=7, data_page_size=100)
write("int96", flat, ("timestamp_ns", "decimal9", "date"), compression="SNAPPY", use_deprecated_int96_timestamps=True)
write("no-rows", nested, ("messages", "map"), 0)
