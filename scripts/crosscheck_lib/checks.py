"""What a check's result is, and what every group of checks is given."""
import contextlib
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .reference import Reference
from .tool import Assay


@dataclass
class Result:
    """One line of the output. `problems` is empty where the check passed; `note` says what was compared."""
    name: str
    problems: list
    note: str = ""


@dataclass
class Setting:
    """The program, the reference, and the options."""
    assay: Assay
    reference: Reference
    build: Path
    seed: int
    cases: int
    only_case: int | None
    jobs: int
    # The program parquet-values.
    values: str
    python: str = sys.executable

    @property
    def data(self):
        return self.reference.shared / "data"

    @contextlib.contextmanager
    def folder(self, name):
        """A folder of its own for a check, removed afterwards."""
        work = self.build / "crosscheck-work"
        work.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=work))
        try:
            yield made
        finally:
            shutil.rmtree(made, ignore_errors=True)

    def index(self, command, output):
        """The index of one line of COMMANDS.tsv; all its files are one benchmark."""
        field, id_field, subset_field = command.fields
        benchmarks = [("benchmark", self.data / name) for name in command.benchmarks]
        return self.assay.index(output, benchmarks, profile=command.profile, n=command.n, field=field,
                                id_field=id_field, subset_field=subset_field)


def audit_options(command):
    """The options of `assay audit` for one line of COMMANDS.tsv; a short mode it does not name is the default's."""
    return ["--scope", command.scope] + (["--short", command.short] if command.short else [])
