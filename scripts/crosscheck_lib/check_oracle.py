"""Real files: every line of COMMANDS.tsv against the reference, to the pair, with the evidence of each pair."""
import json
from concurrent.futures import ThreadPoolExecutor

from .agree import order_differences, pair_differences, summary_differences
from .checks import Result, audit_options
from .evidence import Originals, evidence_differences
from .reference import read_commands
from .tool import ToolFailure


def run(setting):
    commands = read_commands(setting.reference.shared)
    with ThreadPoolExecutor(setting.jobs) as pool:
        longest_first = sorted(commands, key=lambda command: -len(command.benchmarks))
        answers = {command.name: pool.submit(setting.reference.cached, command) for command in longest_first}
        for command in commands:
            try:
                yield check(setting, command, answers[command.name].result())
            except ToolFailure as failure:
                yield Result(command.name, [str(failure)])


def check(setting, command, answer):
    with setting.folder(command.name) as folder:
        index = setting.index(command, folder / "index.assay")
        datasets = [setting.data / name for name in command.datasets]
        audit = setting.assay.audit(index, folder / "out", datasets, *audit_options(command))
    expected = json.loads((setting.data / f"expected/{command.name}.json").read_bytes())
    problems = summary_differences(audit.report, expected)
    if expected != answer.summary:
        problems.append(f"the oracle no longer prints expected/{command.name}.json")
    problems += pair_differences(audit.matches, answer.pairs)
    problems += order_differences(audit.report, audit.matches)
    problems += evidence_differences(originals(setting, command), audit.matches)
    runs = sum(len(line["runs"]) for line in audit.matches)
    return Result(command.name, problems, f"{len(answer.pairs):,} pairs, {runs:,} runs")


def originals(setting, command):
    lines = setting.reference.module.lines
    records = {name.rsplit("/", 1)[-1]: list(lines(str(setting.data / name))) for name in command.datasets}
    made = Originals(setting.reference, command.profile, command.n, command.scope, command.exact, records)
    for name in command.benchmarks:
        made.add_items(lines(str(setting.data / name)), *command.fields)
    return made
