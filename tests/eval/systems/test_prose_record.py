"""Free prose as an answer's record."""

from typing import Any

import pytest

from eval.questions.record import AnswerRecord
from eval.systems.prose_record import prose_record

SOURCES = [{"n": n, "id": f"doi:{n}", "title": "T", "passages": []} for n in (1, 2)]


def record_of(prose: str, language: Any = "en") -> dict[str, Any]:
    return prose_record("Q?", language, prose, SOURCES, model="m", timings_ms={"done": 1.0})


def test_each_sentence_carries_the_sources_that_its_markers_name() -> None:
    record = record_of("Drug A helped (HR 0.70) [1]. It was safe [1, 2]. Nothing else is known.")
    assert [(s["text"], s["citations"]) for s in record["sentences"]] == [
        ("Drug A helped (HR 0.70).", [1]),
        ("It was safe.", [1, 2]),
        ("Nothing else is known.", []),
    ]


@pytest.mark.parametrize("marker", ["[Source 2]", "(Source 2)", "[2]", "according to Source 2"])
def test_a_source_may_be_named_in_several_ways(marker: str) -> None:
    assert record_of(f"Survival was longer {marker}.")["sentences"][0]["citations"] == [2]


def test_the_record_is_one_that_scoring_reads() -> None:
    record = AnswerRecord.model_validate({**record_of("Drug A helped [1]."), "id": "x"})
    assert [statement.citations for statement in record.statements] == [(1,)]


@pytest.mark.parametrize(
    ("prose", "language"),
    [
        ("None of the provided sources mention this trial.", "en"),
        ("I don't know.", "en"),
        ("Je ne sais pas.", "fr"),
        ("Les sources ne contiennent pas cette information.", "fr"),
        ("", "en"),
    ],
)
def test_saying_that_one_cannot_answer_counts_as_abstaining(prose: str, language: str) -> None:
    record = record_of(prose, language)
    assert record["abstained"]
    assert record["sentences"] == []
    assert record["abstention"]["missing"] == prose


def test_a_caveat_after_an_answer_is_no_abstention() -> None:
    assert not record_of("Drug A helped [1]. There is no information on quality of life.")["abstained"]
