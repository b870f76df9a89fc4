"""How findings are set."""

import re

from assistant.answer import Answer, Finding
from corpora.catalogue import Language
from tests.ui.scripted import whole
from ui.findings import findings
from ui.words import words

PARTS = Finding(
    "The whole statement.",
    (1,),
    heading="Phase 3 trial – BETTER, 2020 (breast cancer, 300 randomised)",
    outcomes=("Overall survival: hazard ratio 0.70", "Response: 40% and 20%"),
    conclusion="It prolonged survival.",
    safety="Safety: neutropenia in 30%.",
    limits=("open label", "one trial only"),
)


def shown(*found: Finding, language: Language = "en") -> str:
    """The findings as HTML."""
    answer: Answer = whole("A question?", language, (), findings=found)
    return str(findings(answer, 0, {}, words(language)))


def elements(markup: str, name: str) -> list[str]:
    """The words of the elements of a class."""
    return [re.sub(r"<[^>]+>", "", inner) for inner in re.findall(rf'class="{name}">(.*?)</(?:p|h4)>', markup)]


def test_only_the_last_brackets_of_a_heading_are_set_quietly() -> None:
    heading = "Phase 3 trial – Group (BIG) 1-98, 2005 (early disease (receptor-positive), 8010 randomised)"
    markup = shown(Finding("Words.", (1,), heading=heading))
    assert '<span class="whom"> (early disease (receptor-positive), 8010 randomised)</span>' in markup
    assert "Group (BIG) 1-98, 2005<span" in markup


def test_each_part_has_a_line_of_its_own() -> None:
    markup = shown(PARTS)
    assert elements(markup, "finding-heading") == [f"{PARTS.heading} 1"]
    assert elements(markup, "outcome") == list(PARTS.outcomes)
    assert elements(markup, "conclusion") == [PARTS.conclusion]
    assert elements(markup, "safety") == [PARTS.safety]
    assert elements(markup, "limits") == ["Limits: open label · one trial only"]
    assert PARTS.text not in markup


def test_a_finding_without_parts_is_its_text() -> None:
    markup = shown(Finding("Only a statement.", (1,), limits=("open label",)))
    assert elements(markup, "finding-text") == ["Only a statement. 1"]
    assert elements(markup, "limits") == ["Limits: open label"]


def test_from_the_third_on_all_but_the_heading_and_the_first_outcome_is_folded() -> None:
    *_, third = shown(PARTS, PARTS, PARTS).split('<li class="finding">')
    open_, folded = third.split("<details")
    assert elements(open_, "outcome") == [PARTS.outcomes[0]]
    assert elements(open_, "conclusion") == []
    assert elements(folded, "outcome") == [PARTS.outcomes[1]]
    assert elements(folded, "conclusion") == [PARTS.conclusion]
    assert "1 more outcome, conclusion, safety, limits" in folded


def test_the_first_two_stand_open() -> None:
    assert "<details" not in shown(PARTS, PARTS)


def test_in_french_no_line_ends_before_a_sign() -> None:
    french = Finding("x", (1,), heading="Essai", outcomes=("Survie : 40 % ; p=0.1",))
    assert elements(shown(french, language="fr"), "outcome") == ["Survie\u202f: 40\u202f%\u202f; p=0.1"]


def test_what_a_finding_says_is_text() -> None:
    assert "<b>" not in shown(Finding("x", (1,), heading="<b>", outcomes=("<b>: <b>",), conclusion="<b>"))


def test_a_quoted_outcome_is_not_taken_apart() -> None:
    quoted = Finding("x", (1,), heading="Trial", outcomes=("“It was long: 11.0 vs 10.9 months (p=0.80).”",))
    assert 'class="endpoint"' not in shown(quoted)
