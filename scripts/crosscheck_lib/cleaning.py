"""Checks a cleaned split: what is kept, what is removed, and that auditing it again finds nothing."""
from .containers import compression, decompressed, raw_records
from .tool import ToolFailure


def cleaning_differences(assay, index, folder, datasets, options):
    """Cleans `datasets` into folder/cleaned, audits the result into folder/again; returns the differences."""
    manifest = assay.clean(index, folder / "cleaned", datasets, *options)
    audit = assay.audit(index, folder / "audited", datasets, *options)
    found, kept = [], 0
    for name in ("report.json", "matches.jsonl.zst"):
        if (folder / "cleaned" / name).read_bytes() != (folder / "audited" / name).read_bytes():
            found.append(f"clean's {name} is not audit's")
    removed = {(line["file"], line["row"]) for line in audit.matches}
    for path in datasets:
        stored = path.read_bytes()
        records = raw_records(decompressed(stored))
        wanted = [record for row, record in enumerate(records) if (path.name, row) not in removed]
        cleaned = folder / "cleaned/clean" / path.name
        if not cleaned.exists():
            found.append(f"clean/{path.name} is not there")
            continue
        written = cleaned.read_bytes()
        if compression(written) != compression(stored):
            found.append(f"clean/{path.name} is {compression(written)}, the input {compression(stored)}")
        got = raw_records(decompressed(written))
        if got != wanted:
            found.append(f"clean/{path.name}: {len(got)} records, not the {len(wanted)} to keep, byte for byte")
        kept += len(got)
    counts = {"read": audit.report["summary"]["records"], "kept": kept, "removed": len(removed), "rejected": 0}
    for key, value in counts.items():
        if manifest.get(key, 0) != value:
            found.append(f"manifest {key}: {manifest.get(key)}, the files have {value}")
    if sum(counts[key] for key in ("kept", "removed", "rejected")) != counts["read"]:
        found.append(f"kept + removed is not read: {counts}")
    if kept and not found:
        found += again_differences(assay, index, folder, kept, options)
    return found


def again_differences(assay, index, folder, kept, options):
    try:
        summary = assay.audit(index, folder / "again", [folder / "cleaned/clean"], *options).report["summary"]
    except ToolFailure as failure:
        # Where no kept record has text in scope there is nothing left to search, and assay says so instead of "clean".
        if f"none of the {kept} records has" in str(failure):
            return []
        raise
    if (summary["contaminated_records"], summary["records"]) == (0, kept):
        return []
    counts = f"{summary['contaminated_records']} contaminated of {summary['records']} records"
    return [f"audited again: {counts}, wanted 0 of {kept}"]
