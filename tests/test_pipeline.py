"""The stages together: any text is read without an error, and every finding lies where it says."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import Annotation, Line, Page, Span
from extract.pipeline import annotate
from graph.jsonl import rows
from graph.model import Events
from graph.resolve import resolve

WORDS = [
    *("米国 日米 対中 首相 高市早苗首相 トランプ氏 国連 外務省 は が を に と で による 、 。 「 」 訪問 会談 攻撃 発表".split()),
    *("した する された しない 予定 可能性 2月30日 1月5日 5〜8日 昨年 2026年 午前 （ ） ・ A 1 🏯 𠮷田 % - <b>".split()),
    *("\u3000", "\u0301", "\t"),
]
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=25).map("".join))


def spans(annotation: Annotation) -> Iterator[Span]:
    yield from (*annotation.times, *annotation.countries, *annotation.actors, *annotation.events)
    for event in annotation.events:
        yield from (*event.agents, *event.targets, *([event.speaker] if event.speaker else []))


@settings(deadline=None, max_examples=150)
@given(st.lists(TEXTS.filter(str.strip), min_size=1, max_size=3))
def test_any_text_is_read_and_every_span_slices_back(texts: list[str]) -> None:
    page = Page("page.txt", tuple(Line("page.txt", number, text) for number, text in enumerate(texts, 1)))
    annotations = list(annotate([page]))
    assert [annotation.line for annotation in annotations] == list(page.lines)
    for annotation in annotations:
        for span in spans(annotation):
            assert annotation.line.text[span.start_char : span.end_char] == span.text
    assert len(list(rows(resolve(annotations)))) == len(texts)


def test_titles_are_read_and_boilerplate_is_not(seeds: Events) -> None:
    found = {annotation.line.kind: annotation for annotation in seeds.annotations[:4]}
    assert found["title"].countries
    assert not found["boilerplate"].events
    assert not found["duplicate"].events


def test_every_event_can_be_followed_to_its_characters(seeds: Events) -> None:
    texts = {annotation.line.id: annotation.line.text for annotation in seeds.annotations}
    for event in seeds:
        assert event.mentions
        for mention in event.mentions:
            said = mention.event
            assert texts[mention.line][said.start_char : said.end_char] == said.text
            assert said.reasons


def test_labels_read_alone(seeds: Events) -> None:
    labels = [event.label for event in seeds]
    assert all(2 <= len(label) <= 40 for label in labels), [label for label in labels if not 2 <= len(label) <= 40]
    assert not [label for label in labels if label.count("「") != label.count("」")]
