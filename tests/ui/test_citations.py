"""Citations stand where a sentence marks them, and otherwise at its end; only cited numbers become buttons."""

import re

from tests.ui.scripted import ScriptedAssistant
from ui.citations import cited_text
from ui.markup import Markup
from ui.words import words

SOURCES = dict(enumerate(ScriptedAssistant()._answer("ribociclib", "en", True).sources, start=1))


def plain(markup: Markup) -> str:
    """A sentence with its buttons as ``<n>``."""
    return re.sub(r"\s+", " ", re.sub(r"</?span[^>]*>", "", re.sub(r"<button[^>]*>(\d+)</button>", r"‹\1›", markup)))


def test_marks_in_the_sentence_become_buttons_in_their_place() -> None:
    assert plain(cited_text("A [1], B [2].", (1, 2), 0, SOURCES, words("en"))) == "A ‹1›, B ‹2›."


def test_citations_that_the_sentence_does_not_mark_come_last() -> None:
    assert plain(cited_text("A [1], B.", (1, 2, 3), 0, SOURCES, words("en"))) == "A ‹1›, B. ‹2› ‹3›"


def test_a_number_in_brackets_that_is_not_cited_stays_text() -> None:
    assert plain(cited_text("Grade [4] events.", (1,), 0, SOURCES, words("en"))) == "Grade [4] events. ‹1›"


def test_a_button_says_which_source_it_leads_to() -> None:
    assert 'aria-label="Source 1: Overall Survival with' in cited_text("A.", (1,), 0, SOURCES, words("en"))


def test_the_sign_of_a_sentence_stays_with_its_last_citation() -> None:
    html = cited_text("A.", (1,), 0, SOURCES, words("en"), Markup("<i>checked</i>"))
    assert html.endswith("</button></span><i>checked</i></span>")
