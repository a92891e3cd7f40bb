"""What the figures were measured on. No host name, no paths."""
import os
import platform
import re
import shutil
import subprocess


def first_line(*command):
    if not shutil.which(command[0]):
        return None
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    lines = (done.stdout or done.stderr).strip().splitlines()
    return lines[0].strip() if lines else None


def processor():
    try:
        with open("/proc/cpuinfo") as file:
            found = re.search(r"^model name\s*:\s*(.+)$", file.read(), re.M)
            return found[1] if found else platform.machine()
    except OSError:
        return first_line("sysctl", "-n", "machdep.cpu.brand_string") or platform.machine()


def system():
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME")
    except OSError:
        return f"{platform.system()} {platform.release()}"


def version(text):
    found = re.search(r"\d+(\.\d+)+", text or "")
    return found[0] if found else None


def facts(assay):
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(pages / 2**30),
        "system": system(),
        "zstd": version(first_line("zstd", "--version")),
        "swift": version(first_line("swift", "--version")),
        "python": platform.python_version(),
        "assay": first_line(assay, "--version"),
        "load_before": round(os.getloadavg()[0], 1),
    }
