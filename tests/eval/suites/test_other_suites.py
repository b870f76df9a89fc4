"""The suites that reuse earlier measures: questions, effects, de-identification, cost; and the list of all."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpora.catalogue import LANGUAGES, say
from corpora.errors import SourcierError
from corpora.literature.effect import RATIOS
from corpora.literature.starter.cards import starter_sources
from eval.suites import SUITES
from eval.suites.clinical_questions import ClinicalQuestions
from eval.suites.cost import Cost
from eval.suites.deidentification import Deidentification
from eval.suites.effect_extraction import EffectExtraction
from eval.suites.energy import energy_method, metered
from eval.suites.year_group import year_group

QUESTION = {
    "id": "q",
    "lang": "en",
    "kind": "direct",
    "question": "Does it prolong survival?",
    "answerable": True,
    "gold": ["10.1/A"],
    "must": [{"numbers": ["0.70"], "what": "HR"}],
    "direction": "Overall survival was prolonged.",
    "forbidden": "No survival benefit.",
}
ANSWER = {
    "language": "en",
    "question": "Does it prolong survival?",
    "abstained": False,
    "sources": [
        {"n": 1, "id": "doi:10.1/a", "title": "T", "passages": [{"id": "a#0", "text": "The HR for death was 0.70."}]}
    ],
    "findings": [{"text": "The drug prolonged overall survival: the HR for death was 0.70.", "citations": [1]}],
    "sentences": [],
    "dropped": [],
    "timings_ms": {"evidence": 5.0},
    "measured": {"prompt_tokens": 3, "completion_tokens": 0},
}


@pytest.mark.parametrize("name", SUITES)
def test_every_suite_says_what_it_measures_in_both_languages(name: str) -> None:
    suite = SUITES[name]()
    assert suite.name == name
    keys = [suite.title, *(key for m in suite.measures for key in (m.title, m.counted))]
    keys += [reference.title for reference in suite.references]
    assert all(say(key, language) for key in keys for language in LANGUAGES)
    assert len({measure.key for measure in suite.measures}) == len(suite.measures)


@pytest.mark.parametrize("name", ["retrieval", "pubmedqa", "multiple-choice", "evidence-inference", "deidentification"])
def test_without_the_shared_data_a_suite_says_so(name: str) -> None:
    with pytest.raises(SourcierError, match="public data sets are not here"):
        SUITES[name]().default_data(None)


@pytest.mark.parametrize("name", ["clinical-questions", "attribution", "bioasq", "cost"])
def test_the_other_suites_have_data_of_the_projects_own(name: str) -> None:
    suite = SUITES[name]()
    assert suite.load(suite.default_data(None)).items


def question_scores(written: Callable[..., Path], system: Any, **changes: Any) -> Any:
    """How an answer to the question scores."""
    suite = ClinicalQuestions()
    system.answer = ANSWER | changes
    item = suite.load(written("q.jsonl", QUESTION)).items[0]
    return suite.score(item, suite.answer(item, system))


def test_a_right_answer_finds_cites_states_and_goes_the_right_way(written: Callable[..., Path], system: Any) -> None:
    scores = question_scores(written, system).scores
    for name in ("found", "cited", "direction_right", "language_right"):
        assert scores[name] is True, name
    assert (scores["facts_stated"], scores["facts_wanted"], scores["with_fault"]) == (1, 1, False)
    assert scores["abstention_recall"] is None


def test_the_opposite_direction_is_noticed(written: Callable[..., Path], system: Any) -> None:
    turned = [{"text": "The drug did not prolong overall survival: the HR for death was 0.70.", "citations": [1]}]
    verdict = question_scores(written, system, findings=turned)
    assert (verdict.scores["direction_right"], verdict.scores["direction_forbidden"]) == (False, True)
    assert any("forbidden" in failure for failure in verdict.failures)


def test_abstaining_on_what_the_library_answers_is_false(written: Callable[..., Path], system: Any) -> None:
    nothing = {"abstained": True, "abstention": {"missing": "The library has nothing on this."}, "findings": []}
    scores = question_scores(written, system, **nothing).scores
    assert (scores["false_abstention"], scores["abstention_precision"], scores["direction_right"]) == (
        True,
        False,
        None,
    )


def test_what_an_answer_costs_is_measured_apart_from_what_it_says(written: Callable[..., Path], system: Any) -> None:
    suite, path = Cost(), written("q.jsonl", QUESTION)
    system.answer = ANSWER
    item = suite.load(path).items[0]
    output = suite.answer(item, suite.prepare(suite.load(path), path, system))
    assert output["timings_ms"]["evidence"] == 5.0
    assert output["measured"]["prompt_tokens"] == 3
    assert output["measured"]["peak_memory_mb"] > 10
    assert output["energy_method"] in ("rapl", "codecarbon", "none")


def test_energy_is_counted_by_the_processor_where_it_may_be_read(tmp_path: Path) -> None:
    counter = tmp_path / "intel-rapl:0"
    counter.mkdir()
    (counter / "energy_uj").write_text("1000000")
    (counter / "max_energy_range_uj").write_text("10000000")
    (tmp_path / "intel-rapl:0:1").mkdir()
    assert energy_method(tmp_path) == "rapl"
    stop = metered("rapl", tmp_path)
    (counter / "energy_uj").write_text("4600000")
    assert stop() == pytest.approx(3.6 / 3600)


def test_a_counter_that_begins_anew_is_read_on(tmp_path: Path) -> None:
    counter = tmp_path / "intel-rapl:0"
    counter.mkdir()
    (counter / "energy_uj").write_text("9000000")
    (counter / "max_energy_range_uj").write_text("10000000")
    stop = metered("rapl", tmp_path)
    (counter / "energy_uj").write_text("2600000")
    assert stop() == pytest.approx(3.6 / 3600)


def test_without_a_way_to_measure_there_is_no_figure(tmp_path: Path) -> None:
    assert energy_method(tmp_path) in ("codecarbon", "none")
    assert metered("none")() is None


def test_an_abstract_is_held_against_its_card(written: Callable[..., Path], system: Any) -> None:
    card = next(s for s in starter_sources() if any(e.ci_low is not None and e.measure in RATIOS for e in s.effects))
    path = written(
        "a.jsonl", {"doi": card.identifiers["doi"].upper(), "abstract": "Nothing."}, {"doi": "x", "abstract": ""}
    )
    suite = EffectExtraction()
    loaded = suite.load(path)
    assert loaded.excluded == {"eval_suites.without_card": 1}
    item = loaded.items[0]
    output = json.loads(json.dumps(suite.answer(item, system)))
    nothing = suite.score(item, output).scores
    assert nothing["ratios_found"] == 0 and nothing["ratios"] > 0
    everything = suite.score(item, {"effects": item.payload["curated"]}).scores
    assert everything["ratios_found"] == everything["ratios"]


def test_each_identifier_is_an_item_of_its_category(written: Callable[..., Path], system: Any) -> None:
    path = written("d.jsonl", {"text": "Monsieur [Jean Dupont](NOM), né le [03/04/1950](DATE_NAISSANCE), va bien."})
    suite = Deidentification()
    items = suite.load(path).items
    assert [item.groups.get("kind") for item in items] == ["NOM", "DATE_NAISSANCE", None]
    scores = [suite.score(item, suite.answer(item, system)).scores for item in items]
    assert scores[0] == scores[1] == {"removed": True, "touched": True}
    assert scores[2]["found"] == scores[2]["right"] > 0
    left = suite.score(items[0], {"redacted": [[9, 13, "NAME"]]})
    assert left.scores == {"removed": False, "touched": True}
    assert left.failures == ("left in part: Jean Dupont (NOM)",)


@pytest.mark.parametrize(("year", "span"), [("2013", "2010–2014"), (2015, "2015–2019")])
def test_years_are_grouped_by_five(year: str | int, span: str) -> None:
    assert year_group(year) == {"year": span}


@pytest.mark.parametrize("year", [None, "", 0, "n.d."])
def test_an_unknown_year_is_in_no_group(year: str | int | None) -> None:
    assert year_group(year) == {}
