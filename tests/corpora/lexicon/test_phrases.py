"""What clinicians write, and what it must and must not be taken for."""

import csv
from pathlib import Path

import pytest

from corpora.lexicon import Lexicon


def _phrases() -> list[tuple[str, frozenset[str], frozenset[str]]]:
    with (Path(__file__).parent / "phrases.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["phrase"], frozenset(row["has"].split()), frozenset(row["has_not"].split())) for row in rows]


@pytest.mark.parametrize(
    ("phrase", "has", "has_not"), _phrases(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_phrase_names_what_its_writer_means(phrase: str, has: frozenset[str], has_not: frozenset[str]) -> None:
    named = {mention.concept_id for mention in Lexicon.load().recognise(phrase)}
    assert has <= named
    assert not has_not & named


def test_the_table_of_phrases_names_concepts_that_exist() -> None:
    ids = frozenset[str]().union(*(has | has_not for _, has, has_not in _phrases()))
    assert not {id for id in ids if id not in Lexicon.load()}
