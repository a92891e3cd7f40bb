"""The levels and stored values of a Parquet file's columns, made from what pyarrow reads of them."""
import decimal
import struct

import pyarrow as pa
import pyarrow.parquet as pq

JULIAN_DAY_OF_1970 = 2440588
NANOSECONDS_A_DAY = 86400 * 10**9


def columns(path):
    """A dict a column, as `parquet-values` prints it."""
    file, found = pq.ParquetFile(path), []
    table = table_of(path)
    for field in table.schema:
        array = table.column(field.name).combine_chunks()
        if isinstance(array, pa.ChunkedArray):
            array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], field.type)
        for steps in leaves(field.type):
            number = len(found)
            column = file.schema.column(number)
            shredder = Shredder(column)
            for row in range(len(array)):
                shredder.add(array, field.nullable, steps, row, 0, 0, 0)
            found.append({"column": number, "definitions": shredder.definitions if column.max_definition_level else [],
                          "repetitions": shredder.repetitions if column.max_repetition_level else [],
                          "values": shredder.values})
    assert len(found) == len(file.schema), f"{path}: pyarrow's columns do not map to Parquet's"
    return found


def table_of(path):
    """The file as pyarrow reads it, or as DuckDB does where pyarrow cannot read DuckDB's differences without a block."""
    try:
        return pq.ParquetFile(path).read()
    except OSError:
        import duckdb
        return duckdb.connect().read_parquet(str(path)).to_arrow_table()


def leaves(kind):
    """The ways down to each leaf: lists of child numbers."""
    if pa.types.is_struct(kind):
        return [[k, *rest] for k in range(kind.num_fields) for rest in leaves(kind.field(k).type)]
    if pa.types.is_map(kind):
        return [[0, *rest] for rest in leaves(kind.key_type)] + [[1, *rest] for rest in leaves(kind.item_type)]
    if is_list(kind):
        return [[0, *rest] for rest in leaves(kind.value_type)]
    return [[]]


def is_list(kind):
    return (pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind))


class Shredder:
    """Cuts nested arrays into levels and values (parquet-format, README.md: Nested Encoding)."""

    def __init__(self, column):
        self.column, self.definitions, self.repetitions, self.values = column, [], [], []
        self.leaf = None

    def end(self, repetition, definition):
        self.repetitions.append(repetition)
        self.definitions.append(definition)

    def add(self, array, nullable, steps, index, repetition, definition, depth):
        kind = array.type
        if nullable:
            if not array[index].is_valid:
                return self.end(repetition, definition)
            definition += 1
        if pa.types.is_struct(kind):
            field = kind.field(steps[0])
            return self.add(array.field(steps[0]), field.nullable, steps[1:], index, repetition, definition, depth)
        if pa.types.is_map(kind):
            child, inner = (array.keys, False) if steps[0] == 0 else (array.items, kind.item_field.nullable)
        elif is_list(kind):
            child, inner = array.values, kind.value_field.nullable
        else:
            self.end(repetition, definition)
            self.values.append(stored(self.column, array, index).hex())
            return None
        if pa.types.is_fixed_size_list(kind):
            start, end = index * kind.list_size, (index + 1) * kind.list_size
        else:
            start, end = array.offsets[index].as_py(), array.offsets[index + 1].as_py()
        if start == end:
            return self.end(repetition, definition)
        for place in range(start, end):
            self.add(child, inner, steps[1:], place, repetition if place == start else depth + 1, definition + 1,
                     depth + 1)
        return None


def stored(column, array, index):
    """The bytes of one value as Parquet stores them."""
    scalar, physical = array[index], column.physical_type
    if pa.types.is_dictionary(array.type):
        scalar = array.dictionary[array.indices[index].as_py()]
    if pa.types.is_timestamp(scalar.type) or pa.types.is_time(scalar.type) or pa.types.is_date(scalar.type):
        number = scalar.value
        if physical == "INT96":
            number *= {"s": 10**9, "ms": 10**6, "us": 1000, "ns": 1}[scalar.type.unit]
            days, rest = divmod(number, NANOSECONDS_A_DAY)
            return struct.pack("<qi", rest, days + JULIAN_DAY_OF_1970)
        if pa.types.is_date64(scalar.type):
            number //= 86400000
        return number.to_bytes({"INT32": 4, "INT64": 8}[physical], "little", signed=True)
    value = scalar.as_py()
    if isinstance(value, decimal.Decimal):
        with decimal.localcontext() as context:
            context.prec = 80
            value = int(value.scaleb(scalar.type.scale))
        if physical == "FIXED_LEN_BYTE_ARRAY":
            return value.to_bytes(column.length, "big", signed=True)
    if physical == "BOOLEAN":
        return bytes([value])
    if physical in ("INT32", "INT64"):
        size = 4 if physical == "INT32" else 8
        return (value % 2**(8 * size)).to_bytes(size, "little")
    if physical == "FLOAT":
        return struct.pack("<f", value)
    if physical == "DOUBLE":
        return struct.pack("<d", value)
    if physical == "FIXED_LEN_BYTE_ARRAY" and pa.types.is_float16(scalar.type):
        return struct.pack("<e", value)
    return value.encode() if isinstance(value, str) else bytes(value)
