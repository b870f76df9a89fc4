"""The record of an answer: versioned, JSON-ready, and enough to get the answer back."""

import json
from collections.abc import Callable
from dataclasses import replace

from assistant.answer import Answer
from assistant.record import RECORD_VERSION, effect_from_record, effect_record, from_record, to_record
from corpora.literature.starter.cards import starter_sources
from tests.patients_like_this import cohort_evidence, section


def through_json(answer: Answer) -> Answer:
    """The answer, written as JSON and read again."""
    return from_record(json.loads(json.dumps(to_record(answer), ensure_ascii=False)))


def test_the_record_has_the_fields_that_scripts_rely_on(fresco: Answer) -> None:
    record = to_record(fresco)
    assert record["version"] == RECORD_VERSION == 1
    assert set(record) == {
        "version", "id", "question", "language", "abstained", "abstention", "sources", "findings", "sentences",
        "dropped", "pooled", "patients_like", "timings_ms", "model",
    }  # fmt: skip
    assert {"n", "id", "kind", "title", "year", "design", "flags", "passages"} <= set(record["sources"][0])
    assert {"id", "text", "section", "page"} <= set(record["sources"][0]["passages"][0])
    assert {"text", "citations", "effects"} <= set(record["findings"][0])


def test_what_was_recorded_reads_back_as_the_same_record(fresco: Answer) -> None:
    assert to_record(through_json(fresco)) == to_record(fresco)


def test_an_abstention_reads_back(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("Does zorbitinib prolong survival in metastatic melanoma?")
    record = to_record(answer)
    assert record["abstained"] is True
    assert through_json(answer).abstention == answer.abstention


def test_findings_sentences_and_pooled_estimates_read_back(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("Keytruda plus chemo versus chemo first line in metastatic NSCLC, progression-free survival?")
    read = through_json(answer)
    assert (read.findings, read.sentences, read.dropped, read.pooled) == (
        answer.findings, answer.sentences, answer.dropped, answer.pooled,
    )  # fmt: skip


def test_the_section_on_similar_patients_reads_back(fresco: Answer) -> None:
    answer = replace(fresco, patients_like=section(9), sources=(*fresco.sources, cohort_evidence(9)))
    record = to_record(answer)
    assert record["patients_like"]["citation"] == 9
    assert record["patients_like"]["similar"]["outcomes"]["curves"][0]["n"] == 61
    assert through_json(answer).patients_like == answer.patients_like
    assert to_record(through_json(answer)) == record


def test_a_record_made_before_that_section_existed_still_reads(fresco: Answer) -> None:
    record = to_record(fresco)
    del record["patients_like"]
    assert from_record(record).patients_like is None


def test_a_source_comes_back_with_its_passages_at_their_offsets(fresco: Answer) -> None:
    for before, after in zip(fresco.sources, through_json(fresco).sources, strict=True):
        assert after.passages == before.passages
        for passage in after.passages:
            assert after.source.text[passage.start : passage.end] == passage.text


def test_the_printed_digits_of_every_effect_survive() -> None:
    effects = [effect for source in starter_sources() for effect in source.effects]
    assert len(effects) > 1000
    for effect in effects:
        assert effect_from_record(json.loads(json.dumps(effect_record(effect)))) == effect
