"""A record of a gigabyte, in a zstd file of 30 kB: refused in little memory, and audited where it may take much."""
import os
import struct

from .checks import Result
from .tool import ToolFailure, peak_memory, read_audit

ITEM = "one two three four five six seven eight nine ten"
HEAD = b'{"prompt": "fine"}\n{"prompt": "'
TAIL = f' {ITEM}"}}\n'.encode()
BYTES = 10**9
# What the refusal may take, and what the machine has to have free for the rest, in KiB.
REFUSED, FREE = 512 << 10, 8 << 20


def run(setting):
    with setting.folder("gigabyte") as folder:
        benchmark = folder / "bench.jsonl"
        benchmark.write_text(f'{{"id": "1", "prompt": "{ITEM}"}}\n')
        index = setting.assay.index(folder / "index.assay", [("bench", benchmark)], profile="words", n=8, field="prompt")
        data = folder / "d.jsonl.zst"
        data.write_bytes(frame(HEAD, b"x", BYTES, TAIL))
        yield refused(setting, folder, index, data)
        free = available()
        if free < FREE:
            print(f"skip  gigabyte: audited: {free >> 10} MiB are free, {FREE >> 10} are needed", flush=True)
            return
        yield audited(setting, folder, index, data)


def refused(setting, folder, index, data):
    name = "refused by default"
    try:
        setting.assay.audit(index, folder / "refused", [data])
    except ToolFailure as failure:
        said = str(failure)
        wanted = f"d.jsonl.zst:2: a record is longer than {64 << 20} bytes"
        problems = [] if wanted in said and "--memory" in said and "(byte 19)" in said else [said]
    else:
        problems = ["it was audited"]
    # The shell turns the exit code into what peak_memory takes for success.
    kib, _ = peak_memory(setting.python, ["/bin/sh", "-c", '"$@" 2>/dev/null; test $? = 2', "sh", setting.assay.program,
                                          "audit", "-q", "--index", index, "-o", folder / "refused", data])
    if kib > REFUSED:
        problems.append(f"took {kib >> 10} MiB")
    return Result(name, problems, f"peak {kib >> 10} MiB")


def audited(setting, folder, index, data):
    output = folder / "audited"
    try:
        kib, seconds = peak_memory(setting.python, [setting.assay.program, "audit", "-q", "--index", index, "-o", output,
                                                    "--memory", "64GiB", "--threads", "1", data])
    except ToolFailure as failure:
        return Result("audited with --memory", [str(failure)])
    audit = read_audit(output)
    summary = audit.report["summary"]
    found = [summary["records"], summary["bad_records"], summary["contaminated_records"], len(audit.matches)]
    problems = [] if found == [2, 0, 1, 1] else [f"records, bad, contaminated, matches: {found}"]
    return Result("audited with --memory", problems, f"peak {kib >> 10} MiB, {seconds:.1f} s")


def frame(head, byte, count, tail):
    """A zstd frame whose blocks repeat one byte 2^17 times in 4 bytes (RFC 8878 section 3.1.1.2.3)."""
    def block(kind, size, content, last=0):
        return struct.pack("<I", size << 3 | kind << 1 | last)[:3] + content

    blocks = [block(0, len(head), head)]
    while count:
        size = min(count, 1 << 17)
        blocks.append(block(1, size, byte))
        count -= size
    return bytes([0x28, 0xB5, 0x2F, 0xFD, 0, (20 - 10) << 3]) + b"".join(blocks) + block(0, len(tail), tail, 1)


def available():
    """The memory that is free, in KiB."""
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("MemAvailable:"))
    except OSError:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") >> 10
