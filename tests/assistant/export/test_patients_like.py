"""Every format shows similar patients as a cohort, with the curve, its numbers and its citation, and never as a trial."""

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from docx import Document

from assistant.answer import Answer
from assistant.export import FORMATS, export
from assistant.record import to_record
from corpora.catalogue import Language
from tests.patients_like_this import cohort_evidence, section

FLAG: dict[Language, str] = {"en": "COHORT · observational", "fr": "COHORTE · observationnelle"}


@pytest.fixture(params=["en", "fr"])
def answer(request: pytest.FixtureRequest, answer_to: Callable[..., Answer]) -> Answer:
    """An answer from a trial, with the section beside it."""
    language: Language = request.param
    question = "FRESCO trial: fruquintinib, overall survival?"
    found = answer_to(question if language == "en" else "FRESCO : fruquintinib contre placebo, survie globale ?")
    n = len(found.sources) + 1
    return replace(found, patients_like=section(n, language), sources=(*found.sources, cohort_evidence(n, language)))


def written(answer: Answer, format: str) -> str:
    """A format's text; of a Word document its paragraphs, a line each."""
    content = export(answer, format)  # type: ignore[arg-type]
    if format == "docx":
        return "\n".join(p.text for p in Document(io.BytesIO(content)).paragraphs)
    return content.decode()


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_says_that_it_is_a_cohort(format: str, answer: Answer) -> None:
    text = written(answer, format)
    assert '"kind": "cohort"' in text if format == "json" else FLAG[answer.language] in text


@pytest.mark.parametrize("format", ["md", "docx"])
def test_the_sections_own_heading_is_flagged(format: str, answer: Answer) -> None:
    title = "Patients like this one" if answer.language == "en" else "Patients semblables"
    assert f"{title} – {FLAG[answer.language]}" in written(answer, format)


@pytest.mark.parametrize("format", ["md", "docx"])
def test_every_line_of_figures_carries_the_cohorts_citation(format: str, answer: Answer) -> None:
    text = written(answer, format).replace("\\", "")
    assert answer.patients_like is not None
    for figure in answer.patients_like.figures:
        assert f"{figure} [{answer.patients_like.citation}]" in text


@pytest.mark.parametrize("format", ["md", "docx"])
def test_no_figure_of_the_cohort_stands_among_the_findings(format: str, answer: Answer) -> None:
    text = written(answer, format)
    before, _, _ = text.partition(FLAG[answer.language])
    assert answer.patients_like is not None
    for figure in answer.patients_like.figures:
        assert figure not in before.replace("\\", "")


@pytest.mark.parametrize("format", ["md", "docx"])
def test_the_section_has_no_word_of_trials(format: str, answer: Answer) -> None:
    text = written(answer, format)
    start = text.index(FLAG[answer.language])
    ours = text[start : text.index("Sources", start)]
    remark = answer.patients_like.remarks[0].text if answer.patients_like else ""
    for line in ours.replace("\\", "").splitlines():
        if remark not in line and "data:image" not in line:
            assert not re.search(r"\b(trial|essai|signific|phase)", line), line


def test_the_reference_says_that_it_is_no_trial(answer: Answer) -> None:
    assert answer.patients_like is not None
    reference = next(
        line for line in written(answer, "md").splitlines() if line.startswith(f"[{answer.patients_like.citation}] ")
    )
    assert FLAG[answer.language] in reference
    assert ("not a trial" if answer.language == "en" else "pas un essai") in reference


def test_a_word_document_shows_the_curve_and_says_what_it_is(answer: Answer) -> None:
    document = Document(io.BytesIO(export(answer, "docx")))
    assert len(document.inline_shapes) == 1
    described = document.inline_shapes[0]._inline.docPr.get("descr")
    assert described.startswith(FLAG[answer.language])
    captions = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Caption"]
    assert captions == [described]


def test_markdown_carries_the_curve_within_the_file(answer: Answer) -> None:
    text = written(answer, "md")
    (name,) = re.findall(r"^!\[[^\]]+\]\[([^\]]+)\]$", text, re.MULTILINE)
    assert re.search(rf"^\[{name}\]: data:image/png;base64,[A-Za-z0-9+/=]{{1000,}}$", text, re.MULTILINE)


def test_reference_managers_get_the_cohort_as_no_article(answer: Answer) -> None:
    n = answer.patients_like.citation if answer.patients_like else 0
    item = next(i for i in json.loads(written(answer, "csl.json")) if i["id"] == str(n))
    assert item["type"] == "document"
    assert f"@misc{{sourcier{n}," in written(answer, "bib")
    assert f"TY  - GEN\r\nID  - {n}\r\n" in written(answer, "ris")


def test_where_nothing_may_be_shown_one_sentence_is_written(answer: Answer) -> None:
    section_ = replace(answer.patients_like, similar=None, figures=(), caveats=(), method=(), remarks=(), citation=0)  # type: ignore[type-var]
    quiet = replace(answer, patients_like=section_)
    document = Document(io.BytesIO(export(quiet, "docx")))
    assert len(document.inline_shapes) == 0
    assert "[0]" not in written(quiet, "md")
    assert to_record(quiet)["patients_like"]["similar"] is None
