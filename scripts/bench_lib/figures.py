"""The latest results, kept by group, and the block of docs/performance.md that shows them."""
import json

from .table import Row, markdown

BEGIN = "<!-- figures: begin; written by scripts/bench --docs -->"
END = "<!-- figures: end -->"
TITLES = {"audit": "Auditing", "index": "The index", "parquet": "Parquet", "rivals": "Other tools"}


def machine_line(facts):
    parts = [facts["processor"], f"{facts['cores']} cores", f"{facts['memory_gib']} GiB", facts["system"]]
    parts += [f"{name} {facts[name]}" for name in ("zstd", "swift", "python") if facts.get(name)]
    return "Measured on: " + ", ".join(filter(None, parts)) + f"; load {facts['load_before']} at the start."


def merge(path, result):
    """Puts the groups measured just now in the place of those in the file; each keeps its own machine."""
    stored = json.loads(path.read_text()) if path.exists() else {"schema": "assay.bench/1", "groups": {}}
    for group, rows in result["tables"].items():
        stored["groups"][group] = {**{key: result[key] for key in ("machine", "runs", "real_data")}, "rows": rows}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(stored, indent=1) + "\n")


def block(stored):
    parts = [BEGIN, ""]
    for group, title in TITLES.items():
        if group not in stored["groups"]:
            continue
        told = stored["groups"][group]
        rows = [Row(**{key: value for key, value in row.items() if key != "verdict"}) for row in told["rows"]]
        parts += [f"### {title}", "", machine_line(told["machine"]), f"The best of {told['runs']} interleaved runs of each side.",
                  "", markdown(rows)]
    return "\n".join(parts + [END])


def fill(path, stored):
    text = path.read_text()
    head, rest = text.split(BEGIN)
    path.write_text(head + block(stored) + rest.split(END)[1])
