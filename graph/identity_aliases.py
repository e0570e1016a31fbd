"""The user's table of aliases: what a surface stands for, whatever the program would find."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extract.country_tables import code_of
from extract.model import ActorKind


@dataclass(frozen=True, slots=True)
class Alias:
    """What the user says a surface stands for."""

    name: str
    kind: ActorKind | None = None
    country: str | None = None


def read_aliases(path: Path) -> dict[str, Alias]:
    """A user's table of aliases: surface, canonical name, optional kind (person, org) and country, tab-separated.

    Empty lines, lines beginning with # and a header line (surface …) are passed over. ValueError names file, line and cure.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: not UTF-8 (byte {error.start}); save the table as UTF-8") from error
    aliases: dict[str, Alias] = {}
    for number, raw in enumerate(lines, 1):
        if raw.strip() and not raw.startswith(("#", "surface\t")):
            surface, alias = _alias(raw.split("\t"), f"{path}:{number}")
            if aliases.setdefault(surface, alias) != alias:
                raise ValueError(f"{path}:{number}: {surface} already stands for {aliases[surface].name}; keep one line")
    return aliases


def _alias(cells: list[str], where: str) -> tuple[str, Alias]:
    surface, name, kind, country, *more = [cell.strip() for cell in cells] + [""] * (4 - len(cells))
    if not surface or not name or any(more):
        raise ValueError(f"{where}: need surface, name and at most kind and country, separated by tabs")
    if kind not in ("", "person", "org"):
        raise ValueError(f"{where}: kind is {kind!r}; write person, org or nothing")
    code = country if len(country) == 2 and country.isascii() and country.isupper() else code_of(country) if country else None
    if country and code is None:
        raise ValueError(f"{where}: country {country!r} is unknown; write an ISO code such as JP or a name such as 日本")
    return surface, Alias(name, kind or None, code)  # type: ignore[arg-type]
