"""An answer exported to each format reads back with its findings, citations and sources."""

import io
import json
import re
from collections.abc import Callable

import pytest
from docx import Document

from assistant.answer import Answer
from assistant.export import FORMATS, export
from assistant.export.json import read
from assistant.record import to_record

DOI = "10.1001/jama.2018.7855"


@pytest.fixture(scope="module")
def abstention(answer_to: Callable[..., Answer]) -> Answer:
    """An answer that names what is missing."""
    return answer_to("Adjuvant Ibrance in stage II luminal breast: invasive DFS?")


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_writes_an_answer_and_an_abstention(format: str, fresco: Answer, abstention: Answer) -> None:
    for answer in (fresco, abstention):
        assert len(export(answer, format)) > 50  # type: ignore[arg-type]


def test_a_word_document_opens_with_question_findings_and_references(fresco: Answer) -> None:
    document = Document(io.BytesIO(export(fresco, "docx")))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    assert fresco.question in paragraphs
    assert f"{fresco.findings[0].text} [1]" in paragraphs
    assert any(text.startswith("[1] ") and DOI in text for text in paragraphs)
    assert document.core_properties.comments == fresco.id


def test_a_word_document_keeps_to_what_xml_can_hold(fresco: Answer) -> None:
    from dataclasses import replace

    document = Document(io.BytesIO(export(replace(fresco, question="a\x0bb"), "docx")))
    assert "ab" in [paragraph.text for paragraph in document.paragraphs]


def test_markdown_names_each_source_that_it_cites(fresco: Answer) -> None:
    text = export(fresco, "md").decode()
    assert "## Findings" in text
    cited = set(re.findall(r"\[(\d+)\]", text))
    assert cited == {str(n) for finding in fresco.findings for n in finding.citations}
    assert DOI in text.replace("\\", "")


def test_json_reads_back_as_the_same_answer(fresco: Answer, abstention: Answer) -> None:
    for answer in (fresco, abstention):
        assert to_record(read(export(answer, "json"))) == to_record(answer)


def test_ris_has_one_record_a_cited_source_with_its_number_and_doi(fresco: Answer) -> None:
    records = export(fresco, "ris").decode().split("ER  - \r\n")[:-1]
    assert len(records) == len({n for finding in fresco.findings for n in finding.citations})
    fields = dict(line.split("  - ", 1) for line in records[0].splitlines() if line)
    assert (fields["TY"], fields["ID"], fields["DO"], fields["PY"]) == ("JOUR", "1", DOI, "2018")
    assert "Fruquintinib" in fields["TI"]


def test_bibtex_keys_are_the_numbers_of_the_citations(fresco: Answer) -> None:
    text = export(fresco, "bib").decode()
    assert text.startswith("@article{sourcier1,")
    assert f"doi = {{{DOI}}}" in text
    assert "year = {2018}" in text
    assert text.count("{") - text.count("\\{") == text.count("}") - text.count("\\}")


def test_bibtex_escapes_what_latex_would_read() -> None:
    from assistant.export.bibtex import _escape

    assert _escape("50% of R&D_x #1") == r"50\% of R\&D\_x \#1"


def test_csl_items_are_the_cited_sources(fresco: Answer) -> None:
    items = json.loads(export(fresco, "csl.json"))
    assert items[0]["id"] == "1"
    assert (items[0]["type"], items[0]["DOI"]) == ("article-journal", DOI)
    assert items[0]["issued"] == {"date-parts": [[2018]]}


def test_an_abstention_exports_what_is_missing_and_the_nearest_sources(abstention: Answer) -> None:
    assert abstention.abstention is not None
    text = export(abstention, "md").decode()
    assert abstention.abstention.missing in text
    for n in abstention.abstention.nearest:
        assert f"\n[{n}] " in text


def test_a_french_answer_is_exported_in_french(answer_to: Callable[..., Answer]) -> None:
    text = export(answer_to("FRESCO : fruquintinib contre placebo, survie globale ?"), "md").decode()
    assert "Findings" not in text
    assert "essai" in text.lower()
