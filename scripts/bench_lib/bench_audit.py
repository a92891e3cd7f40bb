"""The audit against bare decompression, on one core and on all; memory; cleaning; evidence."""
import os
import shutil
import subprocess

from .table import Row
from .tool import counts_text, decompression
from .usage import Command, interleaved, spread

MEBIBYTE = 1 << 20


def rows(setting):
    """Makes the rows one after the other; each is a name and a function, so that --only can choose without work."""
    d = setting.datasets
    over = [  # name, title, dataset, index, at least, aim
        ("english-30k", "English, 30 thousand n-grams", d.english, "30k", 2.5, 2.0),
        ("english-one-shard", "the same, one shard", d.one_shard, "30k", None, None),
        ("english-900k", "English, 0.9 million n-grams", d.english, "0.9M", 3.0, 2.3),
        ("cjk", "Chinese and Japanese", d.chinese_and_japanese, "chinese_and_japanese", 6, 4),
        ("mixed", "twelve scripts mixed", d.mixed, "mixed", None, None),
        ("small-records", "records of 200 bytes", d.small_records, "30k", None, None),
        ("large-records", "records of 2 MB", d.large_records, "30k", None, None),
    ]
    for name, title, make, index, at_least, aim in over:
        yield name, lambda *case: over_decompression(setting, *case), (title, make, index, at_least, aim)
    yield "plain", lambda: plain(setting), ()
    yield "all-cores", lambda: all_cores(setting), ()
    yield "scaling-many", lambda: scaling(setting, "many shards", d.eightfold, 0.55, 0.52), ()
    yield "scaling-four", lambda: scaling(setting, "four shards, a quarter of a second", d.english, None, None), ()
    yield "scaling-one", lambda: scaling(setting, "one shard", d.one_shard, 0.65, 0.55), ()
    pages, items = "one item in each page of the English text", "a record is an item like others"
    yield "matching", lambda: matching(setting, pages, d.pages, "own", 4, 2), ()
    yield "matching-items", lambda: matching(setting, items, d.matching, "30k", None, None), ()
    yield "clean", lambda: cleaning(setting), ()
    yield "memory", lambda: memory(setting), ()


def millions(dataset):
    return f"{dataset.text_bytes / 1e6:.0f} MB of JSONL, {dataset.origin}, {dataset.text_bytes / dataset.stored_bytes:.1f}:1"


def ranged(sides, above, below, what):
    return "pairs {:.2f} to {:.2f}".format(*spread(sides, above, below, what))


def over_decompression(setting, title, make, index, at_least, aim):
    dataset = make()
    sides = interleaved({"audit": setting.tool.audit(dataset, index), "zstd": decompression(dataset)}, setting.runs)
    audit, zstd = sides["audit"], sides["zstd"]
    return [Row("", f"CPU over `zstd -dc`, one thread: {title}", audit.cpu / zstd.cpu, "", at_least, aim,
                note=f"{audit.cpu:.3f} s over {zstd.cpu:.3f} s; {ranged(sides, 'audit', 'zstd', 'cpu')}; {millions(dataset)}",
                counts=counts_text(dataset, index), sides=[audit.as_json(), zstd.as_json()])]


def plain(setting):
    """Nothing to decompress; compared with decompressing the same text all the same, so that rows can be compared."""
    dataset, packed = setting.datasets.plain(), setting.datasets.english()
    sides = interleaved({"audit": setting.tool.audit(dataset, "30k"), "zstd": decompression(packed)}, setting.runs)
    audit, zstd = sides["audit"], sides["zstd"]
    return [Row("", "CPU over `zstd -dc` of the same text: plain JSONL, one thread", audit.cpu / zstd.cpu,
                note=f"{audit.cpu:.3f} s, {dataset.text_bytes / 1e6 / audit.cpu:.0f} MB a second",
                counts=counts_text(dataset, "30k"), sides=[audit.as_json(), zstd.as_json()])]


def all_cores(setting):
    dataset, cores = setting.datasets.english(), os.cpu_count() or 1
    commands = {"audit": setting.tool.audit(dataset, "30k", threads=cores), "zstd": decompression(dataset)}
    sides = interleaved(commands, setting.runs)
    audit, zstd = sides["audit"], sides["zstd"]
    json_sides = [audit.as_json(), zstd.as_json()]
    return [Row("", f"{what} over `zstd -dc`, all {cores} cores: English", getattr(audit, key) / getattr(zstd, key),
                note=f"{getattr(audit, key):.3f} s over {getattr(zstd, key):.3f} s; {ranged(sides, 'audit', 'zstd', key)}",
                sides=json_sides) for what, key in (("CPU", "cpu"), ("wall", "wall"))]


def scaling(setting, title, make, at_least, aim):
    dataset = make()
    commands = {f"{threads} threads": setting.tool.audit(dataset, "30k", threads=threads) for threads in (1, 2)}
    sides = interleaved(commands, setting.runs)
    one, two = sides.values()
    return [Row("", f"wall on two threads over wall on one: {title}", two.wall / one.wall, "", at_least, aim,
                note=f"{two.wall:.3f} s over {one.wall:.3f} s; {ranged(sides, '2 threads', '1 threads', 'wall')}",
                counts=counts_text(dataset, "30k"), sides=[one.as_json(), two.as_json()])]


def matching(setting, title, make, index, at_least, aim):
    every, none = make(matches=True), make(matches=False)
    commands = {"every": setting.tool.audit(every, index), "none": setting.tool.audit(none, index)}
    sides = interleaved(commands, max(2, setting.runs // 2))
    a, b = sides["every"], sides["none"]
    evidence = setting.tool.output(every) / "matches.jsonl.zst"
    pairs = int(subprocess.run(f"zstd -dcq '{evidence}' | wc -l", shell=True, capture_output=True, check=True).stdout)
    cost = 1e6 * (a.cpu - b.cpu) / pairs
    return [Row("", f"CPU where every record matches over where none does: {title}", a.cpu / b.cpu, "", at_least, aim,
                note=f"{a.cpu:.3f} s over {b.cpu:.3f} s; {pairs:,} pairs, {cost:.1f} µs each; {millions(every)}; "
                     f"{evidence.stat().st_size / 1e6:.1f} MB of evidence stored",
                counts=counts_text(every, index), sides=[a.as_json(), b.as_json()])]


def cleaning(setting):
    """Cleaning does an audit and writes the shards again; that against an audit and `zstd -3` of what was kept."""
    tool, dataset = setting.tool, setting.datasets.one_shard()
    clean, audit = tool.audit(dataset, "30k", verb="clean"), tool.audit(dataset, "30k")
    clean.run()
    kept = tool.work / "kept.jsonl"
    with open(kept, "wb") as file:
        subprocess.run(["zstd", "-dcq", *sorted((tool.output(dataset, "clean") / "clean").iterdir())], stdout=file, check=True)
    compress = Command(["zstd", "-3", "--single-thread", "-qc"], stdin=kept)
    sides = interleaved({"clean": clean, "audit": audit, "compress": compress}, setting.runs)
    shutil.rmtree(tool.output(dataset, "clean"))
    kept.unlink()
    one, two, three = sides.values()
    more = (one.cpu / (two.cpu + three.cpu) - 1) * 100
    return [Row("", "CPU of cleaning beyond an audit and `zstd -3` of what is kept", more, "%", 20, 5,
                note=f"{one.cpu:.3f} s against {two.cpu:.3f} s + {three.cpu:.3f} s",
                counts=counts_text(dataset, "30k"), sides=[side.as_json() for side in sides.values()])]


def memory(setting):
    tool = setting.tool
    once, times = setting.datasets.english(), setting.datasets.eightfold()
    commands = {"1": tool.audit(once, "30k", threads=2), "8": tool.audit(times, "30k", threads=2)}
    sides = interleaved(commands, 2)
    index = tool.index("30k").stat().st_size / MEBIBYTE
    one, eight = sides["1"].peak / MEBIBYTE, sides["8"].peak / MEBIBYTE
    json_sides = [side.as_json() for side in sides.values()]
    return [Row("", "peak memory, two threads, eight times the English data", eight, "MiB", 128, 64,
                note=f"all that was resident, the program and the index of {index:.1f} MiB included",
                counts=counts_text(times, "30k"), sides=json_sides),
            Row("", "the same over the peak on the data once", eight / one, note=f"{eight:.1f} MiB over {one:.1f} MiB",
                counts=counts_text(once, "30k"), sides=json_sides)]
