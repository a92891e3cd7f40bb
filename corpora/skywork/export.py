#!/usr/bin/env python3
"""Downloads RewardBench and the four published datasets and writes them as JSONL beside this script.

Use:  pip install datasets && python3 export.py [NAME]...     no names: all five

Only the fields an audit reads are written: the answers are left out of Nectar, whose `answers` is a list of seven, and
its list of sources becomes one string.
"""
import json
import pathlib
import sys

from datasets import load_dataset


def preference(row):
    return {key: row[key] for key in ("source", "chosen", "rejected") if key in row}


def nectar(row):
    return {"source": "+".join(row["source"] or []), "prompt": row["prompt"]}


def item(row):
    return {key: row[key] for key in ("id", "subset", "prompt")}


SETS = {
    "rewardbench-filtered": ("allenai/reward-bench", "filtered", item),
    "preference-700k": ("hendrydong/preference_700K", "train", preference),
    "nectar": ("berkeley-nest/Nectar", "train", nectar),
    "skywork-v0.1": ("Skywork/Skywork-Reward-Preference-80K-v0.1", "train", preference),
    "skywork-v0.2": ("Skywork/Skywork-Reward-Preference-80K-v0.2", "train", preference),
}

for name in sys.argv[1:] or SETS:
    repository, split, pick = SETS[name]
    path = pathlib.Path(__file__).resolve().parent / (name + ".jsonl")
    with open(path, "w", encoding="utf-8") as file:
        count = 0
        for row in load_dataset(repository, split=split):
            file.write(json.dumps(pick(row), ensure_ascii=False) + "\n")
            count += 1
    print(f"{path.name}: {count} rows")
