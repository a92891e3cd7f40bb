"""Runs commands and says what they cost: wall time, CPU seconds (user and system, children included), peak memory."""
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field

# A process's peak counts the memory of the one it was forked from, so a small one of its own does the forking.
SMALL_PARENT = """
import json, os, sys, time
stdin, stdout, command = sys.argv[1], sys.argv[2], sys.argv[3:]
into = os.open(stdin, os.O_RDONLY)
out = os.open(stdout, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
start = time.monotonic()
child = os.fork()
if child == 0:
    os.dup2(into, 0)
    os.dup2(out, 1)
    os.execvp(command[0], command)
_, status, used = os.wait4(child, 0)
wall = time.monotonic() - start
print(json.dumps([wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, os.waitstatus_to_exitcode(status)]))
"""


class Failure(Exception):
    """A command that did not do what it was asked to, or found something else than it had to."""


class Skipped(Exception):
    """A benchmark that cannot be run here, and why."""


@dataclass
class Usage:
    """One run of one command. `peak` is the largest resident set, in bytes, mapped files that were touched included."""
    wall: float
    cpu: float
    peak: int


@dataclass
class Command:
    """What to run. `before` is called ahead of each run and `check` after it, both outside the time measured; `check`
    raises Failure where the result is wrong."""
    arguments: list
    before: object = None
    check: object = None
    stdin: str = "/dev/null"
    stdout: str = "/dev/null"

    def run(self):
        if self.before:
            self.before()
        said = tempfile.TemporaryFile()
        parent = [sys.executable, "-I", "-S", "-c", SMALL_PARENT, self.stdin, self.stdout, *self.arguments]
        parent = list(map(str, parent))
        done = subprocess.run(parent, stdout=subprocess.PIPE, stderr=said, stdin=subprocess.DEVNULL, env=os.environ)
        said.seek(0)
        words = said.read().decode(errors="replace").strip()[-600:]
        if done.returncode != 0:
            raise Failure(f"cannot run {self.arguments[0]}: {words}")
        wall, cpu, peak, code = json.loads(done.stdout)
        if code != 0:
            raise Failure(f"exit code {code} from: {' '.join(map(str, self.arguments))}\n{words}")
        if self.check:
            self.check()
        return Usage(wall, cpu, peak)


@dataclass
class Side:
    """All runs of one command. The lowest figure is the one least disturbed by what else the machine does."""
    name: str
    runs: list = field(default_factory=list)

    @property
    def cpu(self):
        return min(run.cpu for run in self.runs)

    @property
    def wall(self):
        return min(run.wall for run in self.runs)

    @property
    def peak(self):
        return max(run.peak for run in self.runs)

    def as_json(self):
        return {"name": self.name, "best_cpu": self.cpu, "best_wall": self.wall, "peak_bytes": self.peak,
                "runs": [asdict(run) for run in self.runs]}


LONGEST = 60.0


def interleaved(commands, count):
    """Runs each of `commands` (a dict by name) in turn, `count` times over: A B C, A B C, ... after one round that is not
    counted, which warms the file cache. Begins no further round after LONGEST seconds; a first round that took as long is
    the one that counts. Returns the sides by name."""
    sides, start = {name: Side(name) for name in commands}, time.monotonic()
    for turn in range(count + 1):
        if turn > 0 and time.monotonic() - start > LONGEST:
            break
        for name, command in commands.items():
            if turn == 1:
                sides[name].runs.clear()
            sides[name].runs.append(command.run())
    return sides


def once(name, command):
    """One run without another before it, for what takes so long that a cold cache is lost in it."""
    return Side(name, [command.run()])


def spread(sides, above, below, what):
    """The lowest and highest ratio of the runs taken pair by pair: how far noise reaches."""
    ratios = [getattr(a, what) / max(getattr(b, what), 1e-9) for a, b in zip(sides[above].runs, sides[below].runs)]
    return min(ratios), max(ratios)
