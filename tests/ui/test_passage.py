"""A passage shows its text unchanged, with marks where its source's spans fall into it."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from corpora.literature.source import Passage
from ui.passage import marked, merged, place
from ui.words import words

TEXT = "Deaths fell. The hazard ratio was 0.71. Toxicity rose."
PASSAGE = Passage("doi:1#0", "doi:1", 0, TEXT[13:], 13, len(TEXT), "results", 4)


def test_only_the_part_of_a_span_that_lies_in_the_passage_is_marked() -> None:
    html = marked(PASSAGE, [(0, 39)])
    assert html.startswith('<mark data-start="13" data-end="39">The hazard ratio was 0.71.</mark>')


def test_spans_that_overlap_are_one_mark() -> None:
    assert merged([(20, 30), (13, 22), (-1, -1), (40, 40)]) == [(13, 30)]


@given(st.lists(st.tuples(st.integers(-1, 70), st.integers(-1, 70))))
def test_marks_never_change_the_text(spans: list[tuple[int, int]]) -> None:
    assert unescape(re.sub(r"<[^>]+>", "", marked(PASSAGE, spans))) == PASSAGE.text


def test_the_place_names_section_and_page_in_the_page_s_language() -> None:
    assert place(PASSAGE, words("fr")) == "résultats · page 4"
