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


def test_quoted_cells_long_cells_and_former_columns_are_read(tmp_path: Path) -> None:
    long = ROW.format(2).replace('Patients "responded".', "word " * 40_000)
    quoted = ROW.format(1).replace('Patients "responded".', '"Patients ""responded""."')
    sources, rejected = all_of(written(tmp_path, "civic.tsv", "\n".join([HEADER, quoted, long])))
    assert sources[0].text.startswith('Patients "responded".')
    assert (len(sources), rejected) == (2, [])
    former = HEADER.replace("molecular_profile", "gene\tvariant").replace("therapies", "drugs")
    [source], _ = all_of(written(tmp_path, "old.tsv", "\n".join([former, ROW.format(3).replace(" V600E", "\tV600E")])))
    assert source.title == "BRAF V600E in Melanoma: Drug A,Drug B"


def test_a_statement_that_was_only_submitted_says_so(tmp_path: Path) -> None:
    [source], _ = all_of(written(tmp_path, "civic.tsv", f"{HEADER}\n{ROW.format(1).replace('accepted', 'submitted')}"))
    assert source.design.label.startswith("submitted, not yet reviewed")
    assert "not yet reviewed" in source.text
