"""The rows of the table, as text, as Markdown, as JSON."""
from dataclasses import asdict, dataclass, field


@dataclass
class Row:
    """One measure. `at_least` and `aim` are limits on `value`, upper ones unless `higher_is_better`; None: none was set."""
    name: str
    title: str
    value: float | None = None
    unit: str = ""
    at_least: float | None = None
    aim: float | None = None
    higher_is_better: bool = False
    note: str = ""
    counts: str = ""
    problem: str = ""
    sides: list = field(default_factory=list)

    @property
    def verdict(self):
        if self.problem:
            return "FAILED"
        if self.value is None:
            return "skipped"
        for limit, word in ((self.aim, "aim"), (self.at_least, "enough")):
            if limit is not None and (self.value >= limit if self.higher_is_better else self.value <= limit):
                return word
        return "" if self.at_least is None and self.aim is None else "below"

    def as_json(self):
        return {**asdict(self), "verdict": self.verdict}


def shown(value, unit):
    if value is None:
        return ""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 20 else 2
    return f"{value:.{digits}f}{' ' + unit if unit else ''}"


def cells(row):
    note = row.problem or "; ".join(part for part in (row.note, row.counts) if part)
    return [row.title, shown(row.value, row.unit), shown(row.at_least, row.unit), shown(row.aim, row.unit), row.verdict,
            note.replace("\n", " ")]


HEAD = ["measure", "measured", "at least", "aim", "", "how"]


def text_lines(rows):
    """The table for a terminal; the last column is not padded."""
    table = [HEAD] + [cells(row) for row in rows]
    widths = [max(len(line[k]) for line in table) for k in range(5)]
    for line in table:
        padded = [line[0].ljust(widths[0])] + [line[k].rjust(widths[k]) for k in range(1, 4)] + [line[4].ljust(widths[4])]
        yield "  ".join([*padded, line[5]]).rstrip()


def markdown(rows):
    table = [HEAD, ["---", "---:", "---:", "---:", "---", "---"]] + [cells(row) for row in rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in table)
