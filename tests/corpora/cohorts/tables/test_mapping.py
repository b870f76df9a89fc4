"""The mapping file."""

from pathlib import Path

import pytest

from corpora.cohorts.mappings import mapping_names, named_mapping
from corpora.cohorts.tables.mapping import folded, read_mapping
from corpora.cohorts.tables.mapping_text import mapping_text
from corpora.errors import SourcierError
from corpora.lexicon import Lexicon
from tests.corpora.cohorts.small_table import HEAD, PATIENTS, mapping


def test_an_unknown_entry_is_refused_and_named(tmp_path: Path) -> None:
    with pytest.raises(SourcierError) as refused:
        mapping(tmp_path, PATIENTS.replace("unit =", "units ="))
    assert refused.value.key == "cohort_import.mapping_invalid"
    assert "variables.hb.units" in refused.value.message("en")


def test_an_outcome_needs_a_time_and_a_status_or_three_dates(tmp_path: Path) -> None:
    with pytest.raises(SourcierError, match="time and status"):
        mapping(tmp_path, PATIENTS.replace('status = "dc"\n', ""))


def test_a_raw_value_cannot_mean_two_things(tmp_path: Path) -> None:
    with pytest.raises(SourcierError, match="twice"):
        mapping(tmp_path, PATIENTS.replace('raw = "M"', 'raw = "f"'))


def test_a_name_that_the_import_uses_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourcierError, match="taken"):
        mapping(tmp_path, PATIENTS.replace("[variables.hb]", "[variables.patient]"))


def test_a_file_that_is_no_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text("[cohort\n", encoding="utf-8")
    with pytest.raises(SourcierError, match="line 1"):
        read_mapping(path)


def test_raw_values_are_compared_without_case_and_without_a_spreadsheets_decimals() -> None:
    assert folded(" 1.0 ") == folded("1")
    assert folded("DÉCÉDÉ") == folded("décédé")
    assert folded("1.5") != folded("1")


def test_a_mapping_written_out_is_read_back_the_same(tmp_path: Path) -> None:
    for name in mapping_names():
        path = tmp_path / f"{name}.toml"
        path.write_text(mapping_text(named_mapping(name), ("a comment",)), encoding="utf-8")
        assert read_mapping(path) == named_mapping(name)


def test_every_committed_mapping_names_its_source_and_only_known_concepts() -> None:
    lexicon = Lexicon.load()
    for name in mapping_names():
        mapped = named_mapping(name)
        assert mapped.cohort.citation and mapped.cohort.licence, name
        for variable in mapped.variables.values():
            for concept in [*variable.concept, *(each for level in variable.levels for each in level.concept)]:
                assert lexicon.concept(concept).id == concept, (name, concept)


def test_an_unknown_mapping_is_refused_with_the_names_of_those_there() -> None:
    with pytest.raises(SourcierError, match="rotterdam"):
        named_mapping("no-such")


def test_age_sex_year_and_site_are_quasi_identifiers_unless_said_otherwise(tmp_path: Path) -> None:
    declared = mapping(tmp_path, PATIENTS.replace("quasi_identifier = false\n", ""))
    assert declared.variables["age"].is_quasi_identifier
    assert not declared.variables["hb"].is_quasi_identifier
    assert HEAD
