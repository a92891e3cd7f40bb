"""Made-up files: seeded random corpora against the reference, at four values of n, cleaned, and audited again."""
import multiprocessing
import shlex
import shutil
import traceback
from dataclasses import dataclass

from .agree import order_differences, pair_differences, summary_differences, sweep_differences
from .checks import Result
from .cleaning import cleaning_differences
from .evidence import Originals, evidence_differences
from .made_up import make
from .tool import ToolFailure
from .wording import stable

SETTING = None  # set before the workers are forked


@dataclass
class Outcome:
    number: int
    profile: str
    problems: list
    pairs: int = 0
    runs: int = 0
    contaminated: int = 0
    records: int = 0


def run(setting):
    global SETTING
    SETTING = setting
    stable()
    numbers = [setting.only_case] if setting.only_case is not None else range(setting.cases)
    with multiprocessing.get_context("fork").Pool(setting.jobs) as pool:
        outcomes = pool.map(attempt, numbers, chunksize=1)
    for profile in sorted({outcome.profile for outcome in outcomes}):
        good = [o for o in outcomes if o.profile == profile and not o.problems]
        if good:
            yield Result(f"{len(good)} corpora, profile {profile}, seed {setting.seed}", [], totals(good))
    for outcome in outcomes:
        if outcome.problems:
            again = f"again: scripts/crosscheck --only random --seed {setting.seed} --case {outcome.number}"
            kept = f"files: {failed_folder(outcome.number)}"
            yield Result(f"case {outcome.number}, profile {outcome.profile}, seed {setting.seed}",
                         outcome.problems[:8] + [again, kept])


def totals(outcomes):
    pairs, runs, contaminated, records = (sum(getattr(o, key) for o in outcomes)
                                          for key in ("pairs", "runs", "contaminated", "records"))
    return f"{contaminated:,} of {records:,} records contaminated, {pairs:,} pairs, {runs:,} runs"


def failed_folder(number):
    return SETTING.build / f"crosscheck-failures/seed-{SETTING.seed}-case-{number}"


def attempt(number):
    case = make(SETTING.seed, number)
    with SETTING.folder(f"case-{number}") as folder:
        outcome = Outcome(number, case.profile, [])
        try:
            case.write(folder)
            compare(case, folder, outcome)
        except ToolFailure as failure:
            outcome.problems.append(str(failure))
        except Exception:  # a report the harness cannot read is a failure of this case, not of the run
            outcome.problems.append(traceback.format_exc(limit=-3))
        if outcome.problems:
            kept = failed_folder(number)
            shutil.rmtree(kept, ignore_errors=True)
            (folder / "problems.txt").write_text("\n".join([*commands(case), *outcome.problems]) + "\n")
            shutil.copytree(folder, kept)
    return outcome


def commands(case):
    """What to run in the folder that a failed case leaves."""
    options = [part for flag, field in zip(("--field", "--id-field", "--subset-field"), case.fields) if field
               for part in (flag, field)]
    files = [f"{name}=input/{file}" for name, file, _, _ in case.benchmarks]
    index = ["assay", "index", "-o", "i.assay", *files, *options, "--profile", case.profile, "-n", str(case.n)]
    audit = ["assay", "audit", "--index", "i.assay", "-o", "o", *(f"input/{file}" for file, _, _ in case.datasets),
             "--scope", case.scope, "--short", case.short, "--threads", str(case.threads)]
    oracle = ["oracle.py", *map(str, case.oracle_arguments(".", case.n))]
    return [shlex.join(command) for command in (index, audit, oracle)]


def compare(case, folder, outcome):
    field, id_field, subset_field = case.fields
    benchmarks = [(name, folder / "input" / file) for name, file, _, _ in case.benchmarks]
    datasets = [folder / "input" / file for file, _, _ in case.datasets]
    index = SETTING.assay.index(folder / "index.assay", benchmarks, profile=case.profile, n=case.n, field=field,
                                id_field=id_field, subset_field=subset_field)
    options = ["--scope", case.scope, "--short", case.short, "--threads", case.threads]
    audit = SETTING.assay.audit(index, folder / "out", datasets, *options)
    answers = {n: SETTING.reference.here(case.oracle_arguments(folder, n), folder / "detail")
               for n in range(case.n + 3, case.n - 1, -1)}
    answer = answers[case.n]
    pairs = [(file.removesuffix(".plain"), *rest) for file, *rest in answer.pairs]
    outcome.problems += summary_differences(audit.report, answer.summary)
    outcome.problems += pair_differences(audit.matches, pairs)
    outcome.problems += order_differences(audit.report, audit.matches)
    outcome.problems += sweep_differences(audit.report, {n: other.summary for n, other in answers.items()})
    outcome.problems += evidence_differences(originals(case), audit.matches)
    outcome.problems += cleaning_differences(SETTING.assay, index, folder, datasets, options)
    outcome.pairs, outcome.runs = len(pairs), sum(len(line["runs"]) for line in audit.matches)
    outcome.contaminated, outcome.records = answer.summary["contaminated_records"], answer.summary["records"]


def originals(case):
    records = {file: rows for file, _, rows in case.datasets}
    made = Originals(SETTING.reference, case.profile, case.n, case.scope, case.short == "exact", records)
    for *_, rows in case.benchmarks:
        made.add_items(rows, *case.fields)
    return made
