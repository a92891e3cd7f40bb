"""The program under test, and the data it is tested on."""
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def program():
    """The path of the release build, or of what ASSAY names."""
    if path := os.environ.get("ASSAY"):
        return os.path.abspath(path)
    # Not asked of `swift build`, whose own memory would count as that of a run.
    path = ROOT / ".build/release/assay"
    if not path.exists():
        sys.exit(f"{path} is not there: build it with swift build -c release, or name another with ASSAY=path")
    return str(path)


def run(command, seconds, memory=None):
    """Runs to the end; returns the exit code (negative: a signal) and what was printed.

    A run of more than `seconds` is killed and returns None as its code. `memory` bounds the address space, so that a
    program that asks for too much fails at once.
    """
    def limit():
        os.setpgid(0, 0)
        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               preexec_fn=limit)
    try:
        output, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, _ = process.communicate()
        return None, output.decode(errors="replace")
    return process.returncode, output.decode(errors="replace")


def files(folder):
    """Every file below a folder, hidden ones too, with its bytes."""
    folder = Path(folder)
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
