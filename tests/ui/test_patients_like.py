"""The page shows similar patients in a frame of their own, flagged as a cohort, and never draws them among trials."""

import re
from dataclasses import replace

import pytest
from pydantic import TypeAdapter

from assistant.answer import EvidenceSource
from assistant.events import PatientsLikeFound
from corpora.catalogue import Language
from corpora.literature.source import Passage, Source, SourceKind
from tests.patients_like_this import cohort_evidence, section
from tests.ui.scripted import ScriptedAssistant
from ui.answer import turn_blocks
from ui.cards import card
from ui.forest import forest
from ui.table import evidence_table
from ui.turn import Stage, Turn, advance, begin
from ui.words import words

FLAG: dict[Language, str] = {"en": "COHORT · observational", "fr": "COHORTE · observationnelle"}


def turn(language: Language) -> Turn:
    """A whole answer with the section, whose source is the ninth."""
    asked = begin(language, draft=False)
    for event in ScriptedAssistant().ask("Does ribociclib prolong survival?", language=language, draft=False):
        asked = advance(asked, event)
    sources = (*asked.answer.sources, cohort_evidence(9, language))
    answer = replace(asked.answer, language=language, patients_like=section(9, language), sources=sources)
    return replace(asked, answer=answer, stage=Stage.DONE)


def block(name: str, shown: Turn, language: Language) -> str:
    return next((str(markup) for key, markup in turn_blocks(shown, 0, language) if key == f"0/{name}"), "")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_section_opens_with_its_flag(language: Language) -> None:
    markup = block("patients-like", turn(language), language)
    assert markup.startswith('<section class="patients-like"')
    assert markup.index(FLAG[language]) < markup.index("<h3")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_section_shows_curve_figures_caveats_and_its_own_citation(language: Language) -> None:
    markup = block("patients-like", turn(language), language)
    assert "<svg" in markup and markup.count('class="outcome"') == 4
    assert 'data-n="9"' in markup
    assert re.search("observationnelle|bservational", markup)
    assert "<details" in markup


def test_the_section_follows_the_findings_and_is_none_of_them() -> None:
    names = [key for key, _ in turn_blocks(turn("en"), 0, "en")]
    assert names.index("0/patients-like") == names.index("0/findings") + 1
    assert "86.8%" not in block("findings", turn("en"), "en")


def test_without_similar_patients_there_is_no_section() -> None:
    shown = turn("en")
    assert block("patients-like", replace(shown, answer=replace(shown.answer, patients_like=None)), "en") == ""


def test_where_nothing_may_be_shown_there_is_one_sentence_and_no_curve() -> None:
    quiet = replace(section(9), similar=None, figures=(), caveats=(), method=(), remarks=(), citation=0)
    shown = turn("en")
    markup = block("patients-like", replace(shown, answer=replace(shown.answer, patients_like=quiet)), "en")
    assert quiet.lead in re.sub(r"&#x27;", "'", markup)
    assert "<figure" not in markup
    assert 'class="cite"' not in markup and FLAG["en"] in markup


def test_the_section_arrives_with_its_source_listed_last() -> None:
    asked = begin("en", draft=False)
    advanced = advance(asked, PatientsLikeFound(section(1), cohort_evidence(1)))
    assert advanced.answer.patients_like == section(1)
    assert [s.n for s in advanced.answer.sources] == [1]


def test_a_conversation_kept_on_disk_keeps_the_section() -> None:
    kept = TypeAdapter(Turn)
    shown = turn("fr")
    assert kept.validate_json(kept.dump_json(shown)).answer.patients_like == shown.answer.patients_like


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_card_of_a_cohort_is_none_of_a_trial(language: Language) -> None:
    markup = str(card(cohort_evidence(9, language), 0, (), language, words(language)))
    assert 'class="card kind-cohort"' in markup
    assert FLAG[language] in markup
    assert ("not a trial" if language == "en" else "pas un essai") in markup


def test_a_cohort_is_never_drawn_in_a_forest_plot() -> None:
    shown = turn("en")
    trial = next(s for s in shown.answer.sources if any(e.ci_low is not None for e in s.effects))
    disguised: EvidenceSource = replace(
        trial, n=9, source=replace(trial.source, id="cohort:x", kind=SourceKind.COHORT), answers=True
    )
    both = forest((trial, disguised), (), 0, words("en"))
    assert both
    assert all('data-n="9"' not in str(markup) for _, markup in both)


def test_each_row_of_a_cohort_in_the_table_says_that_it_is_one(gbsg2_strata: list[Source]) -> None:
    stratum = gbsg2_strata[0]
    passage = Passage(f"{stratum.id}#0", stratum.id, 0, stratum.text, 0, len(stratum.text))
    found = EvidenceSource(4, stratum, 1.0, (passage,), effects=stratum.effects, flags=("cohort",), answers=True)
    trial = next(s for s in turn("fr").answer.sources if s.effects)
    markup = str(evidence_table((trial, found), 0, words("fr"), "fr"))
    assert markup.count(FLAG["fr"]) == 1
    of_trial, of_cohort = markup.split("<tbody>")[1:]
    assert FLAG["fr"] not in of_trial and FLAG["fr"] in of_cohort
