"""The figures of docs/accuracy.md: python -m tests.bench.accuracy --set NAME GOLD PREDICTED [--set …] [--write docs/accuracy.md]

PREDICTED is what `nenpyo annotate` wrote for the pages of GOLD. The last column is read from the records beside the models.
Prints both tables, or with --write puts them between the marks of the page.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from extract.score import Scores, score

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "extract" / "data" / "models"
ROLES = "f1 by cross-validation (gold triggers, mentions, times)"
RECORDS: dict[str, tuple[Path, str, str]] = {
    "events: detection": (MODELS / "trigger.json", "cross-validation", "F1"),
    "events: type accuracy": (MODELS / "type.json", "cross-validation", "accuracy"),
    "events: status accuracy": (MODELS / "status.json", "cross-validation", "accuracy"),
    "events: agents": (MODELS / "roles.json", ROLES, "agent"),
    "events: targets": (MODELS / "roles.json", ROLES, "target"),
    "events: date, where there is one": (MODELS / "days.json", ROLES, "time"),
    "events: same-event links": (ROOT / "graph" / "data" / "coreference.json", "link F1, pages left out", "gold"),
}
FIGURE = re.compile(r"F1 ([0-9.]+)|^([0-9.]+)")
KINDS = ("missed", "no event in the gold", "agents", "targets", "type", "status", "date")


def figures(measures: Sequence[str], sets: Mapping[str, Scores]) -> str:
    """One row a measure, in the order given; a set without the measure has a dash."""
    rows = {name: {measure: str(figure) for measure, figure in scores.rows().items()} for name, scores in sets.items()}
    lines = [[m, *(_figure(found.get(m, "")) for found in rows.values()), _cross_validation(m)] for m in measures]
    return _table(["measure", *sets, "cross-validation"], lines)


def _figure(text: str) -> str:
    found = None if "gold 0," in text else FIGURE.search(text)
    return f"{float(found[1] or found[2]):.2f}" if found else "–"


def _cross_validation(measure: str) -> str:
    if measure not in RECORDS:
        return "–"
    path, part, name = RECORDS[measure]
    return f"{json.loads(path.read_text(encoding='utf-8'))[part][name]:.2f}"


def errors(sets: Mapping[str, Scores]) -> str:
    """How many events are missed, spurious or wrong in a field; the last row has the events of the gold."""
    counts = {name: Counter(kind for line in scores.errors for kind in _kinds(line)) for name, scores in sets.items()}
    lines = [[kind, *(str(found[kind]) for found in counts.values())] for kind in KINDS]
    gold = [str(scores.measures["events: detection"]).rpartition("gold ")[2].split(",")[0] for scores in sets.values()]
    return _table(["kind of error", *sets], [*lines, ["events in the gold", *gold]])


def _kinds(line: str) -> list[str]:
    """The kinds of error that a line of the scorer tells."""
    told = line.partition("」 ")[2]
    if told.startswith("missed: "):
        return ["missed"]
    return ["no event in the gold"] if told == "is no event in the gold" else re.findall(r"(?:^|, )([a-z]+): ", told)


def _table(heading: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    rows = [heading, ["---"] * len(heading), *lines]
    return "\n".join(f"|{'|'.join(row)}|" if row[0] == "---" else f"| {' | '.join(row)} |" for row in rows)


def filled(page: str, name: str, table: str) -> str:
    """The page with the table between its marks."""
    return re.sub(
        rf"(<!-- {name}: begin[^\n]*-->\n).*?(\n<!-- {name}: end -->)", lambda m: f"{m[1]}\n{table}\n{m[2]}", page, flags=re.DOTALL
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """The command; see the module's head."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", nargs=3, action="append", required=True, metavar=("NAME", "GOLD", "PREDICTED"))
    parser.add_argument("--write", type=Path)
    options = parser.parse_args(arguments)
    sets = {name: score(Path(gold), Path(predicted)) for name, gold, predicted in options.set}
    page = (options.write or ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    measures = re.findall(
        r"^\| ((?:kind|published|times|countries|actors|events)\b[^|]*?) \|",
        page.partition("<!-- figures: begin")[2].partition("<!-- figures: end")[0],
        re.M,
    )
    tables = {"figures": figures(measures, sets), "errors": errors(sets)}
    for name, table in tables.items():
        page = filled(page, name, table)
    if options.write:
        options.write.write_text(page, encoding="utf-8")
    else:
        print("\n\n".join(tables.values()))


if __name__ == "__main__":
    main()
