"""Other tools on the same shards with the same items: CPU for a megabyte of text, over that of `zstd -dc`. What each one
found stands beside it, for they look for different things."""
import json
import shutil
import sys
from pathlib import Path

from .corpora import line, rows_of
from .table import Row
from .tool import decompression
from .usage import Command, Failure, interleaved, once

HERE = Path(__file__).parent / "rivals"


def rows(setting):
    for function in (assay, ngram_dictionary, datatrove, decon):
        yield function.__name__, function, (setting,)


def baseline(setting):
    """CPU seconds of `zstd -dc` for a megabyte of the English text."""
    dataset = setting.datasets.english()
    if not hasattr(setting, "zstd_side"):
        setting.zstd_side = interleaved({"zstd": decompression(dataset)}, setting.runs)["zstd"]
    return setting.zstd_side.cpu / (dataset.text_bytes / 1e6)


def row(setting, title, side, dataset, found, note, *, start_up=0.0):
    per_megabyte = (side.cpu - start_up) / (dataset.text_bytes / 1e6)
    parts = [f"{side.cpu:.1f} s of CPU for {dataset.text_bytes / 1e6:.0f} MB, {side.wall:.1f} s wall"]
    if start_up:
        parts.append(f"{start_up:.1f} s of start-up and indexing taken off")
    parts += [f"peak {side.peak / 2**20:.0f} MiB", note]
    contaminated, records = found.get("contaminated_records"), found.get("records")
    return [Row("", f"CPU over `zstd -dc`: {title}", per_megabyte / baseline(setting), note="; ".join(filter(None, parts)),
                counts=f"flagged {contaminated} of {records} records", sides=[side.as_json()])]


def checked(setting, result, dataset):
    """A check that the rival read what it was given; what it found is shown, not judged."""
    def check():
        if (records := json.loads(result.read_text().splitlines()[-1])["records"]) != dataset.records:
            raise Failure(f"it read {records} records of {dataset.records}")
    return check


def script(setting, name, *arguments, dataset=None):
    result = setting.tool.work / f"{name}.json"
    check = checked(setting, result, dataset) if dataset else None
    return Command([sys.executable, HERE / f"{name}.py", *arguments], check=check, stdout=result), result


def assay(setting):
    tool = setting.tool
    found = []
    for dataset in (setting.datasets.english(), setting.datasets.sample()):
        whole = dataset.name == "english"
        side = interleaved({"assay": tool.audit(dataset, "30k", expect=whole)}, setting.runs)["assay"]
        summary = json.loads((tool.output(dataset) / "report.json").read_bytes())["summary"]
        found += row(setting, f"assay{'' if whole else ', the sample'}", side, dataset, summary,
                     "words of letters, marks and numbers, 8 of them")
    return found


def ngram_dictionary(setting):
    dataset = setting.datasets.english()
    command, result = script(setting, "ngram_dictionary", f"{setting.datasets.rivals_items()}:prompt", *dataset.shards,
                             dataset=dataset)
    side = once("it", command)
    return row(setting, "a Python dictionary of 8-grams", side, dataset, json.loads(result.read_text()), "8 of `\\w+`")


def datatrove(setting):
    """On a sample, the start-up (imports, the index) measured on no data and taken off."""
    dataset = setting.datasets.sample()
    benchmark, work = f"{setting.datasets.rivals_items()}:prompt", setting.tool.work
    empty = work / "no-shards"
    empty.mkdir(exist_ok=True)
    (empty / "part.jsonl.zst").write_bytes(b"")
    sides, found = {}, {}
    for name, folder in (("start", empty), ("it", dataset.shards[0].parent)):
        output = work / f"datatrove-{name}"
        command, result = script(setting, "datatrove_filter", benchmark, output, folder,
                                 dataset=dataset if name == "it" else None)
        command.before = lambda output=output: shutil.rmtree(output, ignore_errors=True)
        sides[name] = once(name, command)
        found = json.loads(result.read_text().splitlines()[-1])
    return row(setting, "datatrove's n-gram decontamination, the sample", sides["it"], dataset, found,
               "8 of spaCy's English tokens of simplified text, first hit only", start_up=sides["start"].cpu)


def decon(setting):
    """Where there is one on the PATH. It scores and has a threshold; it does not flag every shared n-gram."""
    program = shutil.which("decon")
    if not program:
        return [Row("", "decon", note="there is none on the PATH")]
    dataset, work = setting.datasets.english(), setting.tool.work
    evals, report = work / "decon-evals", work / "decon-report"
    evals.mkdir(exist_ok=True)
    with open(evals / "known.jsonl", "wb") as file:
        for number, item in enumerate(rows_of(setting.datasets.rivals_items())):
            file.write(line({"eval_key": "known", "eval_instance_index": number, "split": "test", "question": item["prompt"],
                             "answer": "", "doc_id": number, "is_correct": True, "fingerprint": f"{number:016x}"}))
    command = Command([program, "detect", "--training-dir", dataset.shards[0].parent, "--content-key", "text", "--evals-dir",
                       evals, "--report-output-dir", report], lambda: shutil.rmtree(report, ignore_errors=True))
    side = once("it", command)
    flagged = {(found.get("training_file"), found.get("training_line"))
               for path in report.rglob("*.jsonl") for found in map(json.loads, open(path))}
    return row(setting, "decon", side, dataset, {"records": dataset.records, "contaminated_records": len(flagged)},
               "samples 5-grams, scores clusters, flags from a threshold on; its index is built inside the time")
