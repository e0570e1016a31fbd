"""Which model and rules annotated a line: the program's version with a digest of everything that reading rests on."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

_LINKING = ("identity", "coreference", "resolve", "causes", "readings", "figures", "rarity", "days", "archive_link", "data")


def _walk(folder: Traversable, path: str = "") -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for item in sorted(folder.iterdir(), key=lambda each: each.name):
        if item.is_dir() and item.name != "__pycache__":
            found += _walk(item, f"{path}{item.name}/")
        elif item.is_file() and not item.name.endswith((".pyc", ".part")):
            found.append((path + item.name, item.read_bytes()))
    return found


def _digest(found: list[tuple[str, bytes]]) -> str:
    whole = sha256()
    for name, content in found:
        whole.update(name.encode() + b"\0" + content)
    return whole.hexdigest()[:12]


@cache
def annotating() -> str:
    """The version that annotations carry: nenpyo's, and a digest of extract/ with its tables and weights."""
    return f"{version('nenpyo')}+{_digest(_walk(files('extract')))}"


@cache
def linking() -> str:
    """The version of the rules that link mentions, with their tables and weights."""
    found = [(name, content) for name, content in _walk(files("graph")) if name.startswith(_LINKING)]
    return f"{version('nenpyo')}+{_digest(found)}"
