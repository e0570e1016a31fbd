"""Lines a second of find_times on a JSON-lines file of {"text", "published"}.

python -m tests.bench.find_times PATH [ROUNDS]
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

from extract.times import find_times


def main(path: str, rounds: str = "3") -> None:
    rows = [json.loads(raw) for raw in Path(path).read_text(encoding="utf-8").splitlines() if raw.strip()]
    lines = [(row["text"], date.fromisoformat(row["published"][:10]) if row.get("published") else None) for row in rows]
    find_times("2026年1月5日")  # the grammar is compiled once
    for _ in range(int(rounds)):
        begin, busy = perf_counter(), process_time()
        found = sum(len(find_times(text, reference)) for text, reference in lines)
        seconds, busy = perf_counter() - begin, process_time() - busy
        rates = f"{len(lines) / seconds:,.0f} lines/s, {len(lines) / busy:,.0f} lines a second of processor time"
        print(f"{rates} ({len(lines):,} lines, {found:,} times)")


if __name__ == "__main__":
    main(*sys.argv[1:])
