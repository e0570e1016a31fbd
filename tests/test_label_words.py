"""The table of words that labels go by: every class is one that the writer asks for, and lists no word twice."""

from __future__ import annotations

from collections import Counter

from extract import label_clause, label_nominal, label_phrases, label_subject, labels
from extract.tsv import rows

ASKED = {
    "cause": label_clause.CAUSES, "matter": label_nominal.MATTERS, "into": label_nominal.INTO,
    "undergone": label_nominal.UNDERGONE, "shared": label_nominal.SHARED, "formal": label_phrases.FORMAL,
    "scene": label_phrases.SCENES, "timely": label_phrases.TIMELY, "hanging": label_phrases.HANGING,
    "people": label_nominal.PEOPLE, "deed": label_nominal.DEEDS, "decided": label_nominal.DECIDED,
    "adjunct": labels.ADJUNCTS, "telling": label_phrases.TELLING, "given": labels.GIVEN,
    "charge": label_subject.CHARGES, "person": label_subject.PERSONS, "acting": labels.ACTING,
    "of_persons": label_clause.OF_PERSONS,
}  # fmt: skip


def test_every_entry_is_of_a_class_that_is_asked_for() -> None:
    listed = list(rows("label_words"))
    assert {kind for kind, _ in listed} == set(ASKED)
    assert [entry for entry, times in Counter(map(tuple, listed)).items() if times > 1] == []
    assert all(word == word.strip() != "" for _, word in listed)
