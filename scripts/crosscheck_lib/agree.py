"""Compares an audit with the reference's answer. Each function returns the differences as lines of text."""
from collections import Counter, defaultdict

SUMMARY_KEYS = (
    "benchmark_prompts", "short_prompts", "distinct_ngrams", "matched_prompts", "records", "text_units",
    "contaminated_records", "distinct_contaminated_prompts")


def summary_differences(report, answer):
    found = []
    for key in SUMMARY_KEYS:
        if report["summary"].get(key) != answer[key]:
            found.append(f"summary.{key}: {report['summary'].get(key)}, the reference has {answer[key]}")
    if report["summary"].get("bad_records", 0):
        found.append(f"{report['summary']['bad_records']} bad records, the reference has none")
    return found + subset_differences(report, answer)


def subset_differences(report, answer):
    """By subset, whatever the benchmark: the reference knows no benchmark names."""
    got = defaultdict(lambda: [0, 0])
    for row in report["by_subset"]:
        got[row["subset"]][0] += row["matched_prompts"]
        got[row["subset"]][1] += row["prompts"]
    wanted = answer["by_subset"]
    return [f"by_subset {subset!r}: {got.get(subset)}, the reference has {wanted.get(subset)} (matched, of)"
            for subset in sorted(got.keys() | wanted.keys()) if got.get(subset) != wanted.get(subset)]


def pair_differences(matches, pairs):
    """As multisets, for ids may repeat within a benchmark. Coverage may differ in the rounding of the sixth decimal."""
    got, wanted = defaultdict(list), defaultdict(list)
    for line in matches:
        got[line["file"], line["row"], line["id"], line["subset"], line["longest"]].append(line["coverage"])
    for *pair, coverage in pairs:
        wanted[tuple(pair)].append(coverage)
    found = []
    for pair in sorted(got.keys() | wanted.keys()):
        ours, theirs = sorted(got.get(pair, [])), sorted(wanted.get(pair, []))
        if len(ours) != len(theirs) or any(abs(a - b) > 1.5e-6 for a, b in zip(ours, theirs)):
            name = "pair (file {!r}, row {}, id {!r}, subset {!r}, longest {})".format(*pair)
            found.append(f"{name}: coverage {ours or 'absent'}, the reference has {theirs or 'no such pair'}")
    return found


def order_differences(report, matches):
    """What must hold within one audit: the lines' order, and the counts that follow from the lines."""
    found = []
    places = [(line["file"].encode(), line["row"]) for line in matches]
    if places != sorted(places):
        found.append("matches are not in the order of file and row")
    summary = report["summary"]
    if len(set(places)) != summary["contaminated_records"]:
        found.append(f"matches name {len(set(places))} records, the summary {summary['contaminated_records']}")
    hashes = {line["record_hash"] for line in matches}
    if len(hashes) != summary["distinct_contaminated_prompts"]:
        found.append(f"{len(hashes)} distinct record_hash, distinct_contaminated_prompts is "
                     f"{summary['distinct_contaminated_prompts']}")
    by_file = Counter(file.decode() for file, _ in set(places))
    for row in report["inputs"]:
        if row["contaminated_records"] != by_file[row["path"]]:
            found.append(f"inputs {row['path']!r}: {row['contaminated_records']} contaminated records, "
                         f"matches have {by_file[row['path']]}")
    return found


def sweep_differences(report, answers):
    """`answers` maps n to the reference's summary at that n; rows for other n are not looked at."""
    rows = {row["n"]: row for row in report["sweep"]}
    found = [] if report["settings"]["n"] in rows else ["the sweep has no row for the index's own n"]
    for n, answer in answers.items():
        for key in ("matched_prompts", "contaminated_records") if n in rows else ():
            if rows[n][key] != answer[key]:
                found.append(f"sweep at n = {n}, {key}: {rows[n][key]}, the reference has {answer[key]}")
    return found
