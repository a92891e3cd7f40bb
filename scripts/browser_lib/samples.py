"""Makes the reports that the browser opens."""

import json
import pathlib
import subprocess

HOSTILE = (
    "</script><script>window.wasRun = 1</script><img src=x onerror='window.wasRun = 2'><!-- "
    "<a href='https://example.org/'>link</a> \u2028\u202eright to left\u202c \u200bzero\ufeff width \u0007 bell & &amp; \\u003c"
)
SHARED = "the quick brown fox jumps over the lazy dog near the old river bank at night"


def run(assay, *arguments):
    """Runs assay, which has to end well."""
    subprocess.run([assay, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


def demo(assay, corpora, folder):
    """The audits of the demonstration's dataset before and after it was cleaned, and their comparison."""
    index = folder / "promptbench.assay"
    run(assay, "index", "-o", index, f"promptbench={corpora}/benchmark/promptbench.jsonl")
    run(assay, "audit", "--index", index, "-o", folder / "v0.1", corpora / "preferences-v0.1", "--quiet")
    run(assay, "clean", "--index", index, "-o", folder / "cleaned", corpora / "preferences-v0.1",
        "--only-source", "synthetic-web", "--quiet")
    run(assay, "audit", "--index", index, "-o", folder / "v0.2", folder / "cleaned" / "clean", "--quiet")
    run(assay, "compare", f"v0.1={folder}/v0.1", f"v0.2={folder}/v0.2", "-o", folder / "compare.html")


def large(assay, shared, folder):
    """An audit with thousands of matched prompts and records."""
    index = folder / "large.assay"
    files = sorted((shared / "benchmarks/mmlu-agieval-gsm8k").glob("*.jsonl.gz"))
    run(assay, "index", "-o", index, *(f"suite={file}" for file in files), "--field", "question",
        "--id-field", "fingerprint", "--subset-field", "eval_key")
    run(assay, "audit", "--index", index, "-o", folder / "large", shared / "datasets/math-train.json.zst",
        shared / "datasets/gsm8k-train.jsonl.zst", "--quiet")


def write_lines(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def hostile(assay, folder):
    """An audit of text that tries to be markup, with long names, right-to-left text and lines without a space."""
    long_word = "x" * 3000
    items = [
        {"id": HOSTILE, "subset": HOSTILE, "prompt": f"{HOSTILE} {SHARED}"},
        {"id": "arabic", "subset": "langs", "prompt": "ما هي أفضل طريقة لتعلم لغة جديدة بسرعة كبيرة في المنزل كل يوم"},
        {"id": "long", "subset": "n" * 300, "prompt": f"{SHARED} again {long_word} {SHARED} and more"},
    ]
    records = [
        {"prompt": f"{HOSTILE} {SHARED} {HOSTILE}", "source": HOSTILE},
        {"prompt": "سؤال: ما هي أفضل طريقة لتعلم لغة جديدة بسرعة كبيرة في المنزل كل يوم؟", "source": "web"},
        {"prompt": f"{long_word} {SHARED} again {long_word} {SHARED} and more", "source": "s" * 300},
        {"prompt": "nothing of the kind", "source": "web"},
    ]
    write_lines(folder / "items.jsonl", items)
    data = folder / "d"
    data.mkdir()
    write_lines(data / "a name with spaces & <b>'quotes'.jsonl", records)
    index = folder / "hostile.assay"
    run(assay, "index", "-o", index, f"bench={folder}/items.jsonl")
    run(assay, "audit", "--index", index, "-o", folder / "hostile", data, "--quiet")
    run(assay, "audit", "--index", index, "-o", folder / "hostile-all", data, "--quiet", "--min-longest", "5000")
    return pathlib.Path(folder / "hostile" / "report.html")
