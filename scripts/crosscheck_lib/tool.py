"""Runs assay and reads what it wrote."""
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .containers import decompressed


class ToolFailure(Exception):
    """assay ended with another exit code than 0."""


@dataclass
class Audit:
    """An audit's two machine-readable files."""
    report: dict
    matches: list


def read_audit(folder):
    report = json.loads((folder / "report.json").read_bytes())
    lines = decompressed((folder / "matches.jsonl.zst").read_bytes()).split(b"\n")
    return Audit(report, [json.loads(line) for line in lines if line])


@dataclass
class Assay:
    """The program under test. Every call that does not end with exit code 0 raises ToolFailure."""
    program: str

    def run(self, *arguments, stdin=None):
        command = [self.program, *map(str, arguments)]
        done = subprocess.run(command, stdin=stdin or subprocess.DEVNULL, capture_output=True, check=False)
        if done.returncode != 0:
            said = done.stderr.decode(errors="replace").strip()[-600:]
            raise ToolFailure(f"exit code {done.returncode} from: {' '.join(command)}\n{said}")
        return done.stdout

    def index(self, output, benchmarks, *, profile, n, field, id_field=None, subset_field=None):
        """`benchmarks` is a list of (name, path)."""
        options = ["--field", field]
        if id_field:
            options += ["--id-field", id_field]
        if subset_field:
            options += ["--subset-field", subset_field]
        files = [f"{name}={path}" for name, path in benchmarks]
        self.run("index", "-o", output, *files, *options, "--profile", profile, "-n", n)
        return output

    def audit(self, index, output, datasets, *options, stdin=None):
        self.run("audit", "--index", index, "-o", output, *datasets, *options, "--quiet", stdin=stdin)
        return read_audit(Path(output))

    def clean(self, index, output, datasets, *options):
        self.run("clean", "--index", index, "-o", output, *datasets, *options, "--quiet")
        return json.loads((Path(output) / "manifest.json").read_bytes())


# A process's peak counts the memory of the one it was forked from, so a small one of its own does the forking.
PEAK = """
import os, sys, time
start = time.monotonic()
child = os.fork()
if child == 0:
    os.execv(sys.argv[1], sys.argv[1:])
_, status, usage = os.wait4(child, 0)
print(usage.ru_maxrss, time.monotonic() - start)
sys.exit(os.waitstatus_to_exitcode(status) != 0)
"""


def peak_memory(python, command):
    """The largest resident set of a command, in KiB, and the seconds it took."""
    done = subprocess.run([python, "-I", "-S", "-c", PEAK, *map(str, command)], capture_output=True, check=False)
    if done.returncode != 0:
        raise ToolFailure(f"failed: {' '.join(map(str, command))}\n{done.stderr.decode(errors='replace')[-600:]}")
    kib, seconds = done.stdout.split()[-2:]
    return int(kib), float(seconds)
