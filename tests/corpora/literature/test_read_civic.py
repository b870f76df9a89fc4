# ruff: noqa: E501 (documents stand here as their formats have them)
from pathlib import Path

from corpora.literature.source import SourceKind
from tests.corpora.literature.reading import all_of, written

HEADER = "molecular_profile\tdisease\ttherapies\tevidence_type\tevidence_direction\tevidence_level\tsignificance\tevidence_statement\tcitation_id\tsource_type\tcitation\tevidence_status\tevidence_id\tevidence_civic_url"
ROW = 'BRAF V600E\tMelanoma\tDrug A,Drug B\tPredictive\tSupports\tB\tSensitivity\tPatients "responded".\t16081687\tPubMed\tLevine et al., 2005\taccepted\t{}\thttps://civicdb.org/links/evidence_items/1'


def test_each_evidence_item_is_a_source_that_cites_its_publication(tmp_path: Path) -> None:
    sources, _ = all_of(written(tmp_path, "civic.tsv", "\n".join([HEADER, ROW.format(1), ROW.format(2)])))
    first = sources[0]
    assert [s.id for s in sources] == ["file:civic-eid1", "file:civic-eid2"]
    assert (first.kind, first.year) == (SourceKind.CURATED_STATEMENT, 2005)
    assert first.text.startswith('Patients "responded".')
    assert "PMID 16081687" in first.text
    assert first.about["cites_pmid"] == "16081687"
    assert "pmid" not in first.identifiers
    assert (first.about["condition"], first.about["arms"]) == ("Melanoma", ["Drug A", "Drug B"])


def test_a_broken_row_is_reported_by_its_line(tmp_path: Path) -> None:
    sources, rejected = all_of(written(tmp_path, "civic.tsv", "\n".join([HEADER, "too\tshort", ROW.format(1)])))
    assert len(sources) == 1
    assert [(r.place, r.key) for r in rejected] == [(2, "readers.row_length")]
