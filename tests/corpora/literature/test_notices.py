# ruff: noqa: E501 (documents stand here as their formats have them)
from pathlib import Path

import pytest

from corpora.errors import SourcierError
from corpora.literature.notice_list import load_notices
from corpora.literature.notices import apply_notices, notice_kinds, titled_retracted
from corpora.literature.source import NoticeKind, Source, SourceKind

PAPER = Source("doi:10.1000/a", SourceKind.ARTICLE, "T", "x", identifiers={"doi": "10.1000/a"})


def listed(folder: Path, text: str) -> dict[str, tuple[NoticeKind, ...]]:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return load_notices(path)


def test_the_short_list_names_several_notices_of_one_paper(tmp_path: Path) -> None:
    notices = listed(tmp_path, "doi,nature\n10.1000/A,Retraction;Expression of concern\n10.1000/b,Correction\n")
    assert notices["doi:10.1000/a"] == (NoticeKind.RETRACTION, NoticeKind.EXPRESSION_OF_CONCERN)
    assert apply_notices(PAPER, notices).retracted


def test_a_correction_is_no_retraction(tmp_path: Path) -> None:
    corrected = apply_notices(PAPER, listed(tmp_path, "doi,nature\n10.1000/a,Correction\n"))
    assert corrected.notices == (NoticeKind.CORRECTION,)
    assert not corrected.retracted


def test_the_public_list_is_read_by_date_and_a_reinstatement_lifts_the_retraction(tmp_path: Path) -> None:
    notices = listed(
        tmp_path,
        "Record ID,Title,RetractionDate,RetractionNature,OriginalPaperDOI,OriginalPaperPubMedID\n"
        '1,"A, b",6/1/2020 0:00,Reinstatement,10.1000/a,77\n'
        "2,A,1/5/2019 0:00,Retraction,10.1000/a,77\n"
        "3,C,1/5/2019 0:00,Retraction,unavailable,88\n",
    )
    assert notices["doi:10.1000/a"] == (NoticeKind.REINSTATEMENT,)
    assert notices["pmid:88"] == (NoticeKind.RETRACTION,)
    assert not apply_notices(PAPER, notices).retracted


def test_a_listed_reinstatement_lifts_what_the_file_said(tmp_path: Path) -> None:
    retracted = Source(
        "pmid:5", SourceKind.ARTICLE, "T", "x", identifiers={"pmid": "5"}, notices=(NoticeKind.RETRACTION,)
    )
    assert not apply_notices(retracted, {"pmid:5": (NoticeKind.REINSTATEMENT,)}).retracted


def test_a_paper_that_is_not_listed_is_left_alone() -> None:
    assert apply_notices(PAPER, {"doi:10.1000/other": (NoticeKind.RETRACTION,)}) is PAPER


def test_publishers_marks_in_titles_are_understood() -> None:
    assert titled_retracted("RETRACTED: Drug A in cancer")
    assert titled_retracted("[Retracted] Drug A in cancer")
    assert titled_retracted("Retracted Article: Drug A")
    assert not titled_retracted("Retracted eardrums in children")
    assert not titled_retracted("Why retracted papers are cited")


def test_words_for_notices_are_told_apart() -> None:
    assert notice_kinds("Expression of Concern") == (NoticeKind.EXPRESSION_OF_CONCERN,)
    assert notice_kinds("Erratum|Partial something") == (NoticeKind.CORRECTION,)
    assert notice_kinds("Retraction;Reinstatement") == (NoticeKind.REINSTATEMENT,)
    assert notice_kinds("") == ()


def test_another_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourcierError) as error:
        listed(tmp_path, "name,age\nx,1\n")
    assert error.value.key == "readers.not_notices"


def test_a_list_whose_quote_is_never_closed_is_refused_with_its_line(tmp_path: Path) -> None:
    rows = "10.1000/b,Retraction\n" * 10_000
    with pytest.raises(SourcierError) as error:
        listed(tmp_path, f'doi,nature\n"10.1000/a,Retraction\n{rows}')
    assert error.value.key == "readers.corrupt_notices"


def test_the_published_columns_are_read(tmp_path: Path) -> None:
    header = "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes"
    row = '1,"A, title",(HSC),X,J,P,France,A;B,,Clinical Study;,3/5/2021 0:00,10.1000/notice,9,1/1/2019 0:00,10.1000/a,7,{},+Error;,No,"note\nof two lines"'
    notices = listed(tmp_path, "\n".join([header, row.format("Retraction"), row.format("Correction")]))
    assert notices["doi:10.1000/a"] == notices["pmid:7"] == (NoticeKind.RETRACTION, NoticeKind.CORRECTION)
    assert "doi:10.1000/notice" not in notices
