"""What the documentation says is so: commands and options exist, examples run, tables are the program's, links lead somewhere."""

import re
import runpy
import shlex
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import click
import pytest

import extract
import graph
from extract.country_tables import country_name
from extract.model import Annotation
from graph.cli import main
from graph.model import Events, Mention

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = [README, ROOT / "CHANGELOG.md", ROOT / "seeds" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
DECISIONS = ROOT / "docs" / "decisions.md"
FENCE = re.compile(r"^ *```(?P<kind>\w+)\n(?P<text>.*?)^ *```$", re.DOTALL | re.MULTILINE)
MODULE = re.compile(r"python -m ([a-z_.]+)([^`\n]*)")
Row = dict[str, str]


def blocks(path: Path, kind: str) -> list[str]:
    """The fenced blocks of one language."""
    return [found["text"] for found in FENCE.finditer(path.read_text(encoding="utf-8")) if found["kind"] == kind]


def commands() -> Iterator[tuple[str, list[str]]]:
    """(page, words) of every `nenpyo …` shown, in blocks of shell and in running text."""
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        shown = [line.strip() for block in blocks(path, "sh") for line in block.splitlines()]
        shown += re.findall(r"(?<!`)`(nenpyo [a-z][^`]*)`(?!`)", text)
        for line in shown:
            bare = re.sub(r"\[(-[^]]*)\]", r"\1", line.split("  #")[0].split(" > ")[0])
            if bare.startswith("nenpyo "):
                yield path.name, shlex.split(bare)[1:]


@pytest.mark.parametrize(
    ("page", "words"), list(commands()), ids=lambda value: value if isinstance(value, str) else " ".join(value)
)
def test_every_command_shown_parses(page: str, words: list[str]) -> None:
    command = main.commands[words[0]]
    if len(words) == 1:
        return
    assert isinstance(command.make_context(words[0], ["1" if word == "LINE" else word for word in words[1:]]), click.Context)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_option_named_in_running_text_is_one(path: Path) -> None:
    known = {name for command in main.commands.values() for option in command.params for name in option.opts}
    known |= {name for module in MODULE_NAMES for name in options_of(module)}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", path.read_text(encoding="utf-8")))
    assert not named - known


MODULE_NAMES = sorted(
    {name for path in PAGES for name, _ in MODULE.findall(path.read_text(encoding="utf-8")) if name.endswith("_train")}
)


@cache
def options_of(module: str) -> frozenset[str]:
    """The long options that a training command's source declares."""
    text = (ROOT / (module.replace(".", "/") + ".py")).read_text(encoding="utf-8")
    if "parser_of" in text:  # the arguments that trainers share
        text += (ROOT / "extract" / "training.py").read_text(encoding="utf-8")
    named = frozenset(re.findall(r'"(--[a-z-]+)"', text))
    settings = getattr(import_module(module), "Settings", None) if "class Settings" in text else None
    return named | {f"--{name}" for name in getattr(settings, "__dataclass_fields__", ())}


def test_the_five_training_commands_are_told() -> None:
    assert MODULE_NAMES == [
        "extract.encoder_train",
        "extract.names_train",
        "extract.ner_train",
        "extract.predicates_train",
        "extract.roles_train",
        "graph.coreference_train",
    ]


@pytest.mark.parametrize("path", [README, ROOT / "docs" / "tutorial.md"], ids=lambda path: path.name)
def test_python_examples_run(path: Path, seeds: Events, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As shown, one block after the other; the seeds are read once for all tests."""
    monkeypatch.setattr(extract, "read", Path)
    monkeypatch.setattr(extract, "annotate", lambda path: path)
    monkeypatch.setattr(graph, "resolve", lambda path: seeds)
    monkeypatch.chdir(tmp_path)
    script = tmp_path / "example.py"
    script.write_text("\n".join(blocks(path, "python")), encoding="utf-8")
    left = runpy.run_path(str(script))
    assert left["events"] is seeds
    assert len(left["G"]) > len(seeds)
    assert any(file.suffix == ".html" and file.stat().st_size > 100_000 for file in tmp_path.iterdir())


def test_gold_example_of_the_tutorial_is_gold(tmp_path: Path) -> None:
    from extract.gold import read_gold

    example = next(block for block in blocks(ROOT / "docs" / "tutorial.md", "json") if "cluster" in block)
    (tmp_path / "gold.jsonl").write_text(" ".join(example.splitlines()), encoding="utf-8")
    (line,) = read_gold(tmp_path / "gold.jsonl")
    assert line.events[0].agents == (line.actors[0].name,)


def test_alias_example_of_the_tutorial_is_read(tmp_path: Path) -> None:
    example = next(block for block in blocks(ROOT / "docs" / "tutorial.md", "text") if block.startswith("surface"))
    (tmp_path / "aliases.tsv").write_text(example, encoding="utf-8")
    assert graph.read_aliases(tmp_path / "aliases.tsv")["空自"].country == "JP"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_and_files_named_are_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", text):
        name, _, anchor = target.partition("#")
        page = path.parent / name if name else path
        assert page.exists(), target
        assert not anchor or anchor in anchors(page), target
    named = re.findall(r"`((?:extract|graph|seeds|tests|notebooks|docs)/[\w./*-]*)`", text)
    assert not [name for name in named if not any(ROOT.glob(name.rstrip("/")))]


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings as GitHub makes them."""
    heads = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def table(path: Path, *columns: str) -> list[Row]:
    """The rows of every table with these columns."""
    rows: list[Row] = []
    heading: list[str] | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else None
        if cells is None:
            heading = None
        elif heading is None:
            heading = cells
        elif heading == list(columns) and not cells[0].startswith("---"):
            rows.append(dict(zip(columns, cells, strict=True)))
    return rows


def cases(*columns: str) -> pytest.MarkDecorator:
    """One test for each row of a table of decisions.md."""
    rows = table(DECISIONS, *columns)
    assert rows, columns
    return pytest.mark.parametrize("row", rows, ids=[" ".join(list(row.values())[:2]) for row in rows])


def line_of(seeds: Events, name: str) -> Annotation:
    """The annotation of a line called as in the documentation (000:7)."""
    page, number = name.split(":")
    return next(a for a in seeds.annotations if a.line.page.startswith(page) and a.line.number == int(number))


def told(seeds: Events, name: str, trigger: str) -> Mention:
    """The only event mention of a line with this trigger."""
    line = line_of(seeds, name).line.id
    (mention,) = (m for event in seeds for m in event.mentions if m.line == line and m.event.text == trigger)
    return mention


def people(seeds: Events, ids: tuple[str, ...]) -> str:
    """Names as the documentation shows them."""
    return "、".join(seeds.actors_by_id[x].name if x in seeds.actors_by_id else country_name(x) for x in ids) or "–"


@cases("line", "kind")
def test_kinds_of_lines(seeds: Events, row: Row) -> None:
    assert line_of(seeds, row["line"]).line.kind == row["kind"]


@cases("line", "published", "reason")
def test_publication_days(seeds: Events, row: Row) -> None:
    found = line_of(seeds, row["line"])
    assert (str(found.published or "–"), found.published_basis) == (row["published"], row["reason"])


@cases("line", "expression", "value", "basis")
def test_times(seeds: Events, row: Row) -> None:
    found = {time.text: (time.value, time.basis) for time in line_of(seeds, row["line"]).times}
    assert found[row["expression"]] == (row["value"], row["basis"])


@cases("line", "in", "country", "code")
def test_countries(seeds: Events, row: Row) -> None:
    found = line_of(seeds, row["line"])
    at = found.line.text.index(row["in"])
    inside = [(c.text, c.code) for c in found.countries if at <= c.start_char and c.end_char <= at + len(row["in"])]
    assert ((row["country"], row["code"]) in inside) if row["code"] != "–" else not inside


@cases("line", "mention", "actor")
def test_actors(seeds: Events, row: Row) -> None:
    found = line_of(seeds, row["line"])
    names = {a.text: seeds.actors_by_id[seeds.actor_of[found.line.id, a.start_char]].name for a in found.actors}
    assert names[row["mention"]] == row["actor"]


@cases("line", "trigger", "value", "basis")
def test_days_of_events(seeds: Events, row: Row) -> None:
    event = told(seeds, row["line"], row["trigger"]).event
    assert (event.value or "–", event.basis) == (row["value"], row["basis"])


@cases("line", "trigger", "type", "status", "who", "whom")
def test_events(seeds: Events, row: Row) -> None:
    mention = told(seeds, row["line"], row["trigger"])
    got = mention.event.type, mention.event.status, people(seeds, mention.agents), people(seeds, mention.targets)
    assert got == (row["type"], row["status"], row["who"], row["whom"])


@cases("event", "mentions")
def test_events_of_several_lines(seeds: Events, row: Row) -> None:
    lines = {line_of(seeds, name).line.id for name in row["mentions"].split(", ")}
    assert lines in [{mention.line for mention in event.mentions} for event in seeds]


def test_example_of_the_readme(seeds: Events) -> None:
    """Every event of the sentence quoted, and no other."""
    quote = "".join(re.findall(r"^> (.+)$", README.read_text(encoding="utf-8"), re.MULTILINE))
    line = next(a.line for a in seeds.annotations if quote in a.line.text)
    inside = [m for event in seeds for m in event.mentions if m.line == line.id and m.event.end_char <= len(quote)]
    rows = table(README, "when", "event", "type", "status", "who", "whom")
    for row, mention in zip(rows, sorted(inside, key=lambda m: m.event.start_char), strict=True):
        event = mention.event
        assert (row["event"], row["when"].split(" (")[0]) == (event.text, event.value or "–")
        got = event.type, event.status, people(seeds, mention.agents), people(seeds, mention.targets)
        assert got == (row["type"], row["status"], row["who"], row["whom"])
