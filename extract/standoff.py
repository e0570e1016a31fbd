"""Annotations kept apart from the texts they are about: `python -m extract.standoff STANDOFF.jsonl TEXTS.jsonl… -o FOLDER`.

A row has the text's id, its length and its spans, and not a word of it; joined with the texts ("id", "text") it becomes a gold
line again (`gold.py`), one file in FOLDER for each "file" that the rows name.

{"file": "r00", "line": 1, "id": "ba16…", "length": 62, "published": "2026-03-04", "times": [[start, end, from, to, grain]],
 "countries": [[start, end, code]], "actors": [[start, end, kind, name, country]],
 "events": [[start, end, type, status, [agents], [targets], [[start, end] of places], from, to, cluster]]}

Where a text leaves the year open, its times have stand-in days in January 1990, so that events still point at the time they have.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def read_texts(paths: Iterable[Path]) -> dict[str, str]:
    """The texts of JSON-lines files by their id."""
    rows = (json.loads(raw) for path in paths for raw in path.read_text(encoding="utf-8").splitlines() if raw.strip())
    return {row["id"]: row["text"] for row in rows}


def rows_of(path: Path) -> Iterator[Row]:
    """The rows of a stand-off file."""
    return (json.loads(raw) for raw in path.read_text(encoding="utf-8").splitlines() if raw.strip())


def joined(row: Row, texts: Mapping[str, str]) -> Row:
    """A row with its text as a gold line; KeyError when the text is missing, ValueError when it has another length."""
    text = texts[row["id"]]
    if len(text) != row["length"]:
        raise ValueError(f"{row['id']}: {len(text)} characters instead of {row['length']}: the text of another version")
    return {
        "id": f"{row['file']}:{row['line']}", "text": text, "kind": "summary", "published": row["published"],
        "times": [_span(text, s, e) | {"start": a, "end": b, "grain": g} for s, e, a, b, g in row["times"]],
        "countries": [_span(text, s, e) | {"code": code} for s, e, code in row["countries"]],
        "actors": [_span(text, s, e) | {"kind": k, "name": n, "country": c} for s, e, k, n, c in row["actors"]],
        "events": [_event(text, number, *event) for number, event in enumerate(row["events"], 1)],
    }  # fmt: skip


def _span(text: str, start: int, end: int, key: str = "text") -> Row:
    surface = text[start:end]
    before = sum(text.startswith(surface, at) for at in range(start))
    return {key: surface, "n": before + 1}


def _event(text: str, number: int, start: int, end: int, kind: str, status: str, agents: list[str], targets: list[str],
           places: list[list[int]], first: str | None, last: str | None, cluster: str) -> Row:  # fmt: skip
    return {
        "id": f"e{number}", **_span(text, start, end, "trigger"), "type": kind, "status": status, "agents": agents,
        "targets": targets, "places": [text[s:e] for s, e in places], "start": first, "end": last, "cluster": cluster,
    }  # fmt: skip


def main() -> None:
    """Join the stand-off files with their texts and write gold files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("standoff", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("-o", "--output", type=Path, required=True)
    chosen = parser.parse_args()
    texts, files = read_texts(chosen.texts), defaultdict(list)
    for row in rows_of(chosen.standoff):
        files[row["file"]].append(json.dumps(joined(row, texts), ensure_ascii=False))
    chosen.output.mkdir(parents=True, exist_ok=True)
    for name, lines in files.items():
        (chosen.output / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{sum(map(len, files.values()))} lines in {len(files)} files under {chosen.output}")


if __name__ == "__main__":
    main()
