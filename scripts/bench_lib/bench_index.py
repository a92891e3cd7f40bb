"""The index file: its size, opening it, building it, and auditing with a large one."""
import json

from .corpora import MEGABYTE, line, rows_of
from .large_items import NGRAMS_AN_ITEM, large_items
from .table import Row
from .tool import counts_text, field_options
from .usage import Command, Failure, Skipped, interleaved

TEXT_SECTIONS = ("TXTZ", "TXBL")
GIBIBYTE = 1 << 30


def rows(setting):
    for function in (size, building, opening, large):
        yield function.__name__, function, (setting,)


def size(setting):
    tool = setting.tool
    path = tool.index("0.9M")
    summary = tool.inspect(path)
    stored = path.stat().st_size
    texts = sum(section["bytes"] for section in summary["sections"] if section["name"] in TEXT_SECTIONS)
    files, (field, _, _) = setting.datasets.many_items()
    raw = sum(len(row[field].encode()) for file in files for row in rows_of(file))
    ngrams = summary["distinct_ngrams"]
    if setting.datasets.real and (ngrams, summary["prompts"]) != (892_453, 86_133):
        raise Failure(f"{ngrams} distinct n-grams of {summary['prompts']} prompts; there must be 892453 of 86133")
    return [
        Row("", "bytes a distinct n-gram, all but the texts", (stored - texts) / ngrams, "", 10, 6,
            note=f"{stored - texts:,} bytes, {ngrams:,} n-grams; the sections {' and '.join(TEXT_SECTIONS)} are the texts"),
        Row("", "file size over the items' raw UTF-8 text", stored / raw, "", 2.0, 1.3,
            note=f"{stored:,} bytes over {raw:,}, repeated texts counted each time")]


def building(setting):
    """The source files are unpacked first, so that only JSON is read beside the text."""
    tool = setting.tool
    files, fields = setting.datasets.many_items()
    source, raw = tool.work / "items.jsonl", 0
    with open(source, "wb") as out:
        for file in files:
            for row in rows_of(file):
                raw += len(row[fields[0]].encode())
                out.write(line(row))
    output = tool.work / "built.assay"
    command = Command([tool.program, "index", "-o", output, f"many={source}", *field_options(fields), "--quiet", "--force"])
    side = interleaved({"build": command}, max(2, setting.runs // 2))["build"]
    source.unlink()
    output.unlink()
    return [Row("", "building, MB of item text a second, one core", raw / 1e6 / side.cpu, "MB/s", 30, 100,
                higher_is_better=True, note=f"{raw / 1e6:.1f} MB in {side.cpu:.3f} s of CPU, user and system; plain JSONL; "
                f"peak {side.peak / 2**20:.0f} MiB", sides=[side.as_json()])]


def probe(tool, index):
    """An audit of one short record on one thread: start, open, look up, write three files to memory, end."""
    record, output = tool.work / "one.jsonl", tool.work / "probe"
    record.write_bytes(line({"text": "a record of more than eight words that nobody has written down before"}))

    def check():
        if json.loads((output / "report.json").read_bytes())["summary"]["records"] != 1:
            raise Failure("the audit of one record read another number of records")
    return Command([tool.program, "audit", "--index", index, "-o", output, record, "--quiet", "--threads", 1, "--force"],
                   check=check)


def opening(setting):
    """Both index files, as whole processes and less the bare start of the program, which is run in alternation."""
    tool = setting.tool
    paths = {"small": tool.index("30k")}
    try:
        paths["large"] = large_index(setting)[0]
    except Skipped as reason:
        skipped = [Row("", "opening and probing once, a file of 1 GB", note=str(reason))]
    else:
        skipped = []
    commands = {name: probe(tool, path) for name, path in paths.items()}
    commands["start"] = Command([tool.program, "--version"])
    sides = interleaved(commands, 3 if setting.quick else 10)
    start = sides["start"]
    rows = []
    for name, path in paths.items():
        title = f"opening and probing once, a file of {path.stat().st_size / MEGABYTE:.1f} MB"
        used = [sides[name].as_json(), start.as_json()]
        rows.append(Row("", title + ", the whole process", sides[name].wall * 1e3, "ms", 10, 2, sides=used,
                        note=f"its start, {start.wall * 1e3:.1f} ms, and the writing of three reports are inside"))
        cpu = (sides[name].cpu - start.cpu) * 1e3
        rows.append(Row("", title + ", less the bare start", (sides[name].wall - start.wall) * 1e3, "ms", 10, 2, sides=used,
                        note=f"`assay --version` taken off, the reports still inside; {cpu:.1f} ms of CPU"))
    return rows + skipped


def large_index(setting):
    """The index of made-up items and of the 30 thousand n-grams, built once for this run; and what building it took."""
    tool = setting.tool
    if "large" not in tool.indexes:
        if not tool.has_option("index", "--memory"):
            raise Skipped("assay index has no option --memory")
        items, count = large_items(setting.datasets.cache, 2_000_000 if setting.quick else 50_000_000)
        # On disk, not in memory, as such an index is in use.
        path = setting.datasets.cache.folder / "large.assay"
        command = Command([tool.program, "index", "-o", path, f"large={items}", *tool.benchmarks("30k"), "--memory", "1GiB",
                           "--quiet", "--force"])
        tool.large_usage = command.run()
        found, known = tool.inspect(path)["distinct_ngrams"], tool.inspect(tool.index("30k"))["distinct_ngrams"]
        if found != count * NGRAMS_AN_ITEM + known:
            raise Failure(f"{found} distinct n-grams; there must be {count * NGRAMS_AN_ITEM + known}")
        tool.indexes["large"] = path
    return tool.indexes["large"], tool.large_usage


def large(setting):
    tool, dataset = setting.tool, setting.datasets.english()
    path, used = large_index(setting)
    ngrams = tool.inspect(path)["distinct_ngrams"]
    dataset.found = {**dataset.found, "large": dataset.found["30k"]}
    sides = interleaved({"large": tool.audit(dataset, "large"), "small": tool.audit(dataset, "30k")}, setting.runs)
    a, b = sides["large"], sides["small"]
    return [
        Row("", f"peak memory, building {ngrams / 1e6:.1f} million n-grams with --memory 1GiB", used.peak / GIBIBYTE, "GiB", 1.5,
            note=f"{used.wall:.0f} s, {used.cpu:.0f} s of CPU; a file of {path.stat().st_size / 1e6:.0f} MB"),
        Row("", "audit throughput with that index over that with 30 thousand", b.cpu / a.cpu, "", 0.5, 0.8,
            higher_is_better=True, note=f"{b.cpu:.3f} s over {a.cpu:.3f} s of CPU, one thread",
            counts=counts_text(dataset, "large"), sides=[a.as_json(), b.as_json()])]
