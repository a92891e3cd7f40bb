"""The profile `skywork` against scikit-learn's CountVectorizer(ngram_range=(7, 13)): the same rows on both sides."""
from .checks import Result
from .tool import ToolFailure

BENCHMARK = "benchmarks/rewardbench-known.jsonl.zst"
DATASETS = ("datasets/gpteacher-codegen.json.zst", "datasets/evol-codealpaca-2k-2.json")


def run(setting):
    try:
        yield check(setting)
    except ToolFailure as failure:
        yield Result("CountVectorizer", [str(failure)])


def check(setting):
    with setting.folder("sklearn") as folder:
        index = setting.assay.index(folder / "index.assay", [("rewardbench", setting.data / BENCHMARK)],
                                    profile="skywork", n=7, field="prompt")
        datasets = [setting.data / name for name in DATASETS]
        audit = setting.assay.audit(index, folder / "out", datasets, "--scope", "prompt")
    items, records, pairs = vectorised(setting)
    ours = {((line["file"], line["row"]), (line["id"], line["subset"])) for line in audit.matches}
    problems = differences("items", {item for _, item in ours}, items)
    problems += differences("records", {record for record, _ in ours}, records)
    problems += differences("pairs", ours, pairs)
    return Result("CountVectorizer", problems, f"{len(items)} items, {len(records)} records, {len(pairs)} pairs")


def vectorised(setting):
    """The items, the records and the pairs whose dot product of counts is above 0."""
    from sklearn.feature_extraction.text import CountVectorizer

    oracle = setting.reference.module
    items = [((row["id"], row["subset"]), row["prompt"]) for row in oracle.lines(str(setting.data / BENCHMARK))]
    units = [((name.rsplit("/", 1)[-1], row), unit) for name in DATASETS
             for row, record in enumerate(oracle.lines(str(setting.data / name)))
             for unit in oracle.units(record, "prompt")]
    vectorizer = CountVectorizer(ngram_range=(7, 13))
    prompts = vectorizer.fit_transform([text for _, text in items])
    scores = (vectorizer.transform([text for _, text in units]) @ prompts.T).tocoo()
    pairs = {(units[i][0], items[j][0]) for i, j, score in zip(scores.row, scores.col, scores.data) if score > 0}
    return {item for _, item in pairs}, {record for record, _ in pairs}, pairs


def differences(what, ours, theirs):
    found = []
    for title, left in (("scikit-learn's alone", theirs - ours), ("assay's alone", ours - theirs)):
        if left:
            found.append(f"{what}: {len(left)} {title}, such as {min(left)}")
    return found
