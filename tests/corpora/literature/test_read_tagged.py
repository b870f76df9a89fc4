# ruff: noqa: E501 (documents stand here as their formats have them)
from pathlib import Path

from corpora.literature.source import NoticeKind
from tests.corpora.literature.reading import all_of, only, section, written

NBIB = """
PMID- 7
OWN - NLM
DP  - 2016 Jan 5
TI  - Drug A in cancer: a randomized
      trial.
LID - 10.1000/x [doi]
AB  - BACKGROUND: Drug A is new. METHODS: We randomly assigned patients. RESULTS:
      Survival was longer (P = .04).
OAB - Publisher: Abstract available from the publisher.
OABL- fre
FAU - Martin, Anne
AU  - Martin A
LA  - eng
SI  - ClinicalTrials.gov/NCT01234567
PT  - Journal Article
PT  - Retracted Publication
TA  - J Oncol
MH  - *Lung Neoplasms/drug therapy
PMC - PMC99
RIN - J Oncol. 2018;1:1

PMID- 8
TI  - Another.
AB  - One plain abstract: it has a colon.
"""
RIS = """TY  - JOUR
TI  - Drug A in cancer
AU  - Martin, Anne
PY  - 2016/01/05/
JO  - J Oncol
AB  - Objective: To test drug A. Results: It worked, in
a second line.
DO  - https://doi.org/10.1000/X
UR  - https://pubmed.ncbi.nlm.nih.gov/7/
ER  -

TY  - JOUR
T1  - No abstract
N2  - 
ER  - 
"""


def test_nbib_gives_labelled_sections_identifiers_and_notices(tmp_path: Path) -> None:
    [first, second], rejected = all_of(written(tmp_path, "set.nbib", NBIB))
    assert not rejected
    assert first.title == "Drug A in cancer: a randomized trial."
    assert first.identifiers == {"doi": "10.1000/x", "pmid": "7", "pmcid": "PMC99", "nct": "NCT01234567"}
    assert section(first, "results") == "Survival was longer (P = .04)."
    assert (first.year, first.journal, first.authors) == (2016, "J Oncol", ("Martin A",))
    assert first.notices == (NoticeKind.RETRACTION,)
    assert (second.id, second.text) == ("pmid:8", "One plain abstract: it has a colon.")


def test_ris_gives_sections_and_identifiers(tmp_path: Path) -> None:
    [first, second], _ = all_of(written(tmp_path, "export.ris", RIS))
    assert first.identifiers == {"doi": "10.1000/x", "pmid": "7"}
    assert section(first, "results") == "It worked, in a second line."
    assert (first.year, first.authors) == (2016, ("Martin, Anne",))
    assert second.text == "No abstract"


def test_content_decides_where_the_extension_is_wrong(tmp_path: Path) -> None:
    assert only(written(tmp_path, "export.txt", RIS.split("TY  - JOUR\nT1")[0])).id == "doi:10.1000/x"
    assert len(all_of(written(tmp_path, "export.pdf.txt", NBIB))[0]) == 2


def test_windows_line_ends_and_marks_are_no_obstacle(tmp_path: Path) -> None:
    sources, _ = all_of(written(tmp_path, "export.ris", "\ufeff" + RIS.replace("\n", "\r\n")))
    assert [s.title for s in sources] == ["Drug A in cancer", "No abstract"]


def test_several_paragraphs_of_an_abstract_are_all_kept(tmp_path: Path) -> None:
    ris = "TY  - JOUR\nTI  - T\nAB  - First paragraph.\nAB  - Second one.\nPY  - in press\nDA  - 2018/01/03\nN1  - PMID: 7\nER  - \n"
    source = only(written(tmp_path, "a.ris", ris))
    assert (source.text, source.year, source.id) == ("First paragraph. Second one.", 2018, "pmid:7")


def test_a_preamble_and_old_line_ends_are_no_obstacle(tmp_path: Path) -> None:
    ris = "1. \nTY  - JOUR\nTI  - Drug A\nAB  - It worked.\nER  - \n"
    assert only(written(tmp_path, "a.ris", ris)).title == "Drug A"
    assert only(written(tmp_path, "b.ris", ris.replace("\n", "\r"))).text == "It worked."


def test_a_word_broken_behind_its_hyphen_is_joined(tmp_path: Path) -> None:
    nbib = "PMID- 8\nTI  - A double-\n      blind trial of 5-\n      and 10-year survival\nAB  - x\n"
    assert only(written(tmp_path, "a.nbib", nbib)).title == "A double-blind trial of 5- and 10-year survival"
