"""All of the public collections are read without an error. They are not part of the project."""

from pathlib import Path

import pytest

from corpora.literature.notice_list import load_notices
from corpora.literature.notices import apply_notices
from corpora.literature.passages import passages_of
from corpora.literature.readers import Rejected, read
from corpora.literature.source import SourceKind

FILES = (
    "abstracts_fr_morfitt",
    "case_reports_en",
    "case_reports_fr",
    "oncology_rct_abstracts",
    "oncology_rct_fulltext",
    "rct_title_abstract",
)


@pytest.mark.parametrize("name", FILES)
def test_a_collection_is_read_and_cut_into_passages(shared_data: Path, name: str) -> None:
    rejected: list[Rejected] = []
    kinds = dict.fromkeys(SourceKind, 0)
    for source in read(shared_data / "literature" / f"{name}.jsonl.gz", rejected=rejected.append):
        kinds[source.kind] += 1
        passages = passages_of(source)
        assert passages
        assert all(source.text[p.start : p.end] == p.text for p in passages)
    assert not [r for r in rejected if r.malformed]
    read_in_all = sum(kinds.values())
    if name.startswith("case"):
        assert kinds[SourceKind.CASE_REPORT] >= 0.9 * read_in_all
    if name == "oncology_rct_abstracts":
        assert kinds[SourceKind.TRIAL_REPORT] >= 0.98 * read_in_all


def test_the_list_of_notices_marks_the_retracted_case_reports(shared_data: Path) -> None:
    notices = load_notices(shared_data / "knowledge" / "retraction_watch_dois.csv.gz")
    stated = listed = 0
    for source in read(shared_data / "literature" / "case_reports_en.jsonl.gz"):
        stated += source.retracted
        listed += source.retracted and apply_notices(source, notices).retracted
    assert stated == listed > 0


def test_curated_statements_have_an_id_each(shared_data: Path) -> None:
    ids = [source.id for source in read(shared_data / "knowledge" / "civic_evidence.tsv.gz")]
    assert len(ids) == len(set(ids)) == 4_854
