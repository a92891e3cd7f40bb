"""Parquet against JSON Lines of the same records, and reading columns against pyarrow."""
import json
import sys

from .corpora import MEGABYTE, Dataset, rows_of
from .table import Row
from .usage import Command, Skipped, interleaved, spread

# Reads the columns, a batch of rows at a time, and lets go of them; on one core, as the other side does.
PYARROW = """
import sys
import pyarrow, pyarrow.parquet
pyarrow.set_cpu_count(1)
pyarrow.set_io_thread_count(1)
for path in sys.argv[1:]:
    for batch in pyarrow.parquet.ParquetFile(path).iter_batches(columns=["messages"], use_threads=False):
        pass
"""


def rows(setting):
    yield "parquet-audit", lambda: audit(setting), ()
    yield "parquet-columns", lambda: columns(setting), ()


def chat(setting):
    """The English text as dialogues, as JSON Lines in zstd and as zstd Parquet in row groups of 5,000; both of level 3."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise Skipped(f"needs pyarrow: {error}") from error

    def dialogues():
        for path in setting.datasets.english().shards:
            for row in rows_of(path):
                turns = [row["text"][at:at + 1500] for at in range(0, len(row["text"]), 1500)]
                messages = [{"content": turn, "role": ("user", "assistant")[n % 2]} for n, turn in enumerate(turns)]
                yield {"id": row["id"], "source": "docs", "messages": messages}, 0

    lines = setting.datasets.derived("english-chat", dialogues)
    table = setting.datasets.cache.folder / "english-chat-parquet/part-0.parquet"
    if not table.exists():
        table.parent.mkdir(parents=True, exist_ok=True)
        partial = table.with_suffix(".partial")
        rows = [row for path in lines.shards for row in rows_of(path)]
        pq.write_table(pa.Table.from_pylist(rows), partial, compression="zstd", compression_level=3, row_group_size=5000)
        partial.rename(table)
    return lines, Dataset("english-chat-parquet", [table], lines.records, lines.text_bytes, origin=lines.origin)


def audit(setting):
    lines, parquet = chat(setting)
    tool = setting.tool
    commands = {"Parquet": tool.audit(parquet, "30k", expect=False), "JSONL": tool.audit(lines, "30k", expect=False)}
    sides = interleaved(commands, setting.runs)
    one, two = sides["Parquet"], sides["JSONL"]
    problem = same_counts(tool, parquet, lines)
    return [Row("", "CPU of auditing zstd Parquet over JSONL.zst of the same dialogues, one thread", one.cpu / two.cpu, "",
                1.0, 0.7, problem=problem,
                note=f"{one.cpu:.3f} s over {two.cpu:.3f} s; pairs {{:.2f}} to {{:.2f}}".format(
                    *spread(sides, "Parquet", "JSONL", "cpu"))
                + f"; {lines.text_bytes / 1e6:.0f} MB of JSONL in {lines.stored_bytes / 1e6:.1f} MB, Parquet "
                f"{parquet.stored_bytes / 1e6:.1f} MB",
                sides=[one.as_json(), two.as_json()])]


def same_counts(tool, one, two):
    """Both audits have to count the same."""
    summaries = [json.loads((tool.output(dataset) / "report.json").read_bytes())["summary"] for dataset in (one, two)]
    return "" if summaries[0] == summaries[1] else f"{summaries[0]} of Parquet, {summaries[1]} of JSON Lines"


def columns(setting):
    """What a process costs to start and to import is taken off both sides."""
    _, parquet = chat(setting)
    reader = setting.tool.companion("parquet-values")
    empty = parquet.shards[0].with_name("empty.parquet")
    import pyarrow.parquet as pq
    pq.write_table(pq.read_schema(parquet.shards[0]).empty_table(), empty)
    numbers = messages_columns(pq.ParquetFile(parquet.shards[0]).schema)
    commands = {}
    for name, path in (("", parquet.shards[0]), (", nothing", empty)):
        commands["ours" + name] = Command([reader, "read", path, *numbers])
        commands["pyarrow" + name] = Command([sys.executable, "-c", PYARROW, path])
    sides = interleaved(commands, setting.runs)
    ours, theirs = (sides[name].cpu - sides[name + ", nothing"].cpu for name in ("ours", "pyarrow"))
    return [Row("", "CPU of reading the text columns over pyarrow's, one thread", ours / theirs, "", 1.3, 1.0,
                note=f"{ours:.3f} s over {theirs:.3f} s, without starting and importing; "
                f"{parquet.stored_bytes / MEGABYTE:.1f} MB stored",
                sides=[side.as_json() for side in sides.values()])]


def messages_columns(schema):
    return [k for k in range(len(schema.names)) if schema.column(k).path.startswith("messages.")]
