"""One made-up case: its settings and its files, from a seed and a number alone."""
import random
from dataclasses import dataclass

from .shapes import Shapes, items
from .wording import Wording
from .writing import Writer, plainly, table


@dataclass
class Case:
    """`benchmarks` are (name, file name, bytes, rows), `datasets` (file name, bytes, rows)."""
    n: int
    profile: str
    scope: str
    short: str
    threads: int
    fields: tuple
    benchmarks: list
    datasets: list

    def write(self, folder):
        """`input/` for the tool; the same rows in `reference/` as plain JSONL under the same names for the oracle."""
        for part in ("input", "reference"):
            (folder / part).mkdir(parents=True)
        for *_, file, data, rows in self.benchmarks + self.datasets:
            (folder / "input" / file).write_bytes(data)
            (folder / "reference" / reference_name(file)).write_bytes(plainly(rows))

    def oracle_arguments(self, folder, n):
        field, id_field, subset_field = self.fields
        arguments = ["--n", n, "--profile", self.profile, "--scope", self.scope, "--short", self.short]
        for _, file, _, _ in self.benchmarks:
            spec = f"{folder}/reference/{reference_name(file)}:{field}:{id_field or 'id'}:{subset_field or 'subset'}"
            arguments += ["--benchmark", spec]
        for file, _, _ in self.datasets:
            arguments += ["--dataset", f"{folder}/reference/{reference_name(file)}"]
        return arguments


def reference_name(file):
    """The oracle goes by a name's ending, so the reference's files have none that it knows."""
    return file + ".plain"


def make(seed, number):
    rng = random.Random(f"{seed}/{number}")
    profile = rng.choice(("words", "words", "words", "skywork", "whitespace"))
    n, scope = rng.choice((rng.randint(1, 15), rng.randint(1, 4))), rng.choice(("prompt", "response", "all"))
    wording = Wording(rng, n)
    fields = (rng.choice(("prompt", "question", "turns")), rng.choice(("id", "uid", None)),
              rng.choice(("subset", "kind", None)))
    benchmarks, datasets = [], []
    for k in range(rng.randint(1, 3)):
        rows = items(rng, wording.text, rng.randint(1, 12), fields[1], fields[2], fields[0])
        data = table(rows) if rng.random() < 0.15 else None
        file, data = (f"b{k}.csv", data) if data else Writer(rng).file(f"b{k}", rows)
        benchmarks.append((rng.choice(("bench", "bench", f"bench{k}")), file, data, rows))
    for k in range(rng.randint(1, 3)):
        shapes = Shapes(rng, wording.text)
        rows = [shapes.record() for _ in range(rng.randint(0, 25))]
        rows.insert(rng.randint(0, len(rows)), shapes.in_scope(scope))
        datasets.append((*Writer(rng).file(f"d{k}", rows), rows))
    short, threads = rng.choice(("exact", "ignore")), rng.choice((1, 2, 3, 7))
    return Case(n, profile, scope, short, threads, fields, benchmarks, datasets)
