"""Runs datatrove's n-gram decontamination offline: its filter, in its own executor, over hashes made by its own indexer.

Use: datatrove_filter.py BENCHMARK.jsonl.zst:FIELD WORK_FOLDER SHARD_FOLDER

The indexer's `run` asks for lighteval and its tasks from the network; so its `compute_hashes` is called here for each
prompt and the hashes are stored as `run` would store them. N-grams of the prompt are looked for, 8 words long; the
defaults are those of the answer, 12 words long."""
import json
import sys
from pathlib import Path

import numpy as np
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.decont import NGramsDecontConfig, NGramsDecontFilter, NGramsDecontIndexer
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from loguru import logger

from ngram_dictionary import rows


class OfflineIndexer(NGramsDecontIndexer):
    def __new__(cls, *arguments, **options):  # leaves out the question whether lighteval is there
        return object.__new__(cls)


def write_index(config, benchmark, folder):
    path, field = benchmark.rsplit(":", 1)
    indexer, hashes = OfflineIndexer(str(folder), config=config), set()
    for row in rows(path):
        hashes.update(indexer.compute_hashes("", row[field]))
    np.array(list(hashes), dtype=config.hash_config.np_descr).tofile(folder / "benchmark.index.hashes")


def main():
    benchmark, work, shards = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    logger.remove()
    config = NGramsDecontConfig(n_grams=8, find_query_ngrams=True, find_overlap_ngrams=False)
    index = work / "index"
    index.mkdir(parents=True, exist_ok=True)
    write_index(config, benchmark, index)
    removed = JsonlWriter(str(work / "removed"), compression=None)
    steps = [JsonlReader(shards, glob_pattern="*.jsonl.zst"), NGramsDecontFilter(str(index), config, removed)]
    stats = LocalPipelineExecutor(steps, tasks=1, workers=1, logging_dir=str(work / "logs")).run()
    contaminated = sum(1 for file in (work / "removed").rglob("*.jsonl") for _ in open(file))
    counted = stats.stats[0].stats["documents"].total if stats else None
    print(json.dumps({"records": counted, "contaminated_records": contaminated}))


if __name__ == "__main__":
    main()
