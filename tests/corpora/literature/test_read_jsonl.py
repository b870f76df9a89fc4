# ruff: noqa: E501 (documents stand here as their formats have them)
import json
from pathlib import Path

import pytest

from corpora.errors import SourcierError
from corpora.literature.readers import read
from corpora.literature.source import NoticeKind, SourceKind
from tests.corpora.literature.reading import all_of, only, section, written


def lines(*records: object) -> str:
    return "\n".join(map(json.dumps, records))


def test_the_documented_fields_are_read(tmp_path: Path) -> None:
    record = {
        "id": "x1", "title": "Drug A", "sections": [{"name": "Methods", "text": "We did."}, {"name": "Results", "text": "It was."}],
        "doi": "10.1000/X", "nct": "NCT01234567", "year": 2016, "journal": "J", "authors": ["A Martin"], "kind": "guideline",
        "language": "en", "publication_types": ["Journal Article"], "notices": ["Correction"], "unknown": 1,
    }  # fmt: skip
    source = only(written(tmp_path, "a.jsonl", lines(record)))
    assert (source.id, source.kind, source.year, source.authors) == (
        "doi:10.1000/x",
        SourceKind.GUIDELINE,
        2016,
        ("A Martin",),
    )
    assert source.identifiers["record"] == "x1"
    assert section(source, "results") == "It was."
    assert source.notices == (NoticeKind.CORRECTION,)


def test_a_document_without_identifiers_is_known_by_its_id(tmp_path: Path) -> None:
    assert only(written(tmp_path, "a.jsonl", lines({"_id": "4983", "title": "T", "text": "Words."}))).id == "file:4983"


def test_an_id_that_is_an_identifier_is_one(tmp_path: Path) -> None:
    assert only(written(tmp_path, "a.jsonl", lines({"id": "PMC1079844", "text": "Words."}))).id == "pmcid:pmc1079844"


def test_abstracts_as_lists_of_sentences_are_read_also_where_an_export_printed_them(tmp_path: Path) -> None:
    printed = "['First one.'\n \"Second's one.\"]"
    sources, _ = all_of(
        written(
            tmp_path,
            "a.jsonl",
            lines({"doc_id": 1, "abstract": ["First one.", "Second's one."]}, {"doc_id": 2, "abstract": printed}),
        )
    )
    assert [s.text for s in sources] == ["First one. Second's one."] * 2


def test_headings_of_exported_full_texts_become_sections(tmp_path: Path) -> None:
    text = "TITLE: \nDrug A\n\n  ABSTRACT.METHODS:\nWe did.\n\nABSTRACT.RESULTS::\nIt was.\nBODY.1. METHODS.STATISTICAL ANALYSIS:\nA test."
    source = only(written(tmp_path, "a.jsonl", lines({"pmcid": "PMC1079844", "text": text})))
    assert source.title == "Drug A"
    assert section(source, "abstract › results") == "It was."
    assert section(source, "methods › statistical analysis") == "A test."


def test_labels_inside_an_abstract_become_sections_and_leave_the_text(tmp_path: Path) -> None:
    text = "IMPORTANCE: Cancer is common. MAIN OUTCOMES AND MEASURES: Survival. RESULTS: It was 12 months. CONCLUSIONS AND RELEVANCE: Good."
    source = only(written(tmp_path, "a.jsonl", lines({"abstract": text})))
    assert [s.name for s in source.sections] == [
        "importance",
        "main outcomes and measures",
        "results",
        "conclusions and relevance",
    ]
    assert section(source, "results") == "It was 12 months."


def test_an_ordinary_colon_makes_no_section(tmp_path: Path) -> None:
    text = "We studied two drugs: A and B. Results: none. HER2: positive in 12."
    assert only(written(tmp_path, "a.jsonl", lines({"abstract": text}))).text.startswith(
        "We studied two drugs: A and B."
    )


def test_a_malformed_line_is_reported_by_its_number_and_the_others_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", '{"text": "One."}\n{"text": \n[1]\n{"id": 3}\n{"text": "Five."}\n')
    sources, rejected = all_of(path)
    assert [s.text for s in sources] == ["One.", "Five."]
    assert [(r.place, r.key) for r in rejected] == [
        (2, "readers.line_not_json"),
        (3, "readers.line_not_object"),
        (4, "readers.record_without_text"),
    ]
    assert "ligne 2" in rejected[0].reason("fr")


def test_without_anyone_to_report_to_a_malformed_line_is_an_error(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", '{"text": "One."}\n{"text": \n')
    with pytest.raises(SourcierError) as error:
        list(read(path))
    assert error.value.key == "readers.line_not_json"


def test_a_file_without_a_good_line_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourcierError) as error:
        all_of(written(tmp_path, "a.jsonl", "{\n{\n"))
    assert error.value.key == "readers.no_good_record"


def test_an_array_of_documents_is_read(tmp_path: Path) -> None:
    sources, _ = all_of(written(tmp_path, "a.json", json.dumps([{"text": "One."}, {"text": "Two."}], indent=2)))
    assert [s.text for s in sources] == ["One.", "Two."]


def test_a_retraction_named_in_the_record_is_kept(tmp_path: Path) -> None:
    assert only(written(tmp_path, "a.jsonl", lines({"text": "One.", "retraction_watch": "Retraction"}))).retracted


def test_two_documents_of_one_id_are_not_one(tmp_path: Path) -> None:
    lines = ['{"id": "a", "text": "One text."}', '{"id": "a", "text": "One text."}', '{"id": "a", "text": "Another."}']
    sources, [rejected] = all_of(written(tmp_path, "a.jsonl", "\n".join(lines)))
    assert ({s.text for s in sources}, rejected.place) == ({"One text."}, 3)
    assert "already given" in rejected.reason("en")


def test_half_characters_controls_and_endless_numbers_do_no_harm(tmp_path: Path) -> None:
    lines = [
        '{"id": "a\\u001b[2J", "text": "red\\u001b[31m \\u2066and\\u2069 \\ud800half", "journal": "\\ud800J"}',
        '{"year": %s}' % ("9" * 5_000),
    ]
    [source], [rejected] = all_of(written(tmp_path, "a.jsonl", "\n".join(lines)))
    assert (source.id, source.text, source.journal) == ("file:a", "red and half", "J")
    assert rejected.place == 2
