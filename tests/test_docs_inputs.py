"""docs/inputs.md says what the readers do: the names they know, the endings, the limits."""

import re
from pathlib import Path

from extract import readers_fields, readers_html, readers_source
from extract.readers import READERS

TEXT = (Path(__file__).parents[1] / "docs" / "inputs.md").read_text(encoding="utf-8")


def rows(column: str) -> dict[str, str]:
    """The first two cells of each row of the table whose first column has this name."""
    head, _, rest = TEXT.partition(f"| {column} |")
    assert head != TEXT
    body = rest.split("\n\n")[0].splitlines()[2:]
    return {cells[1].strip(): cells[2].strip() for cells in (line.split("|") for line in body)}


def test_every_ending_is_told() -> None:
    told = {ending for cell in rows("ending") for ending in re.findall(r"\.\w+", cell)}
    assert told == set(READERS) - {""}


def test_every_name_of_a_column_is_told_in_its_order() -> None:
    for field, names in rows("field").items():
        told = tuple(names.split(", "))
        assert readers_fields.guessed(told)[field.strip("`")] == told[0]
        assert readers_fields._known()[field.strip("`")] == told
    assert len(rows("field")) == len(readers_fields.FIELDS)


def test_the_limits_are_the_programs() -> None:
    limits = " ".join(rows("limit"))
    assert f"{readers_source.MAX_FILE_BYTES >> 20} MB a file" in limits
    assert f"{readers_source.MAX_MARKUP_BYTES >> 20} MB a feed" in limits
    assert f"{readers_html.MAX_ELEMENTS:,} elements an HTML page" in limits
    assert f"{readers_source.MAX_DEPTH} elements deep in a feed" in limits
    assert f"{readers_fields.MAX_LINE_BYTES:,} bytes a line" in limits
