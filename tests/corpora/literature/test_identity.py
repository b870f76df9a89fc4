import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.literature.identity import (
    doi_in,
    identifiers_in,
    identity_keys,
    normalise_doi,
    normalise_nct,
    normalise_pmcid,
    normalise_pmid,
    same_source,
    source_id,
)


@pytest.mark.parametrize(
    "written",
    [
        "10.1200/JCO.2005.12.013",
        "https://doi.org/10.1200/JCO.2005.12.013",
        "doi: 10.1200/jco.2005.12.013.",
        "http://dx.doi.org/10.1200/JCO.2005.12.013",
    ],
)
def test_a_doi_has_one_spelling(written: str) -> None:
    assert normalise_doi(written) == "10.1200/jco.2005.12.013"


def test_brackets_that_belong_to_a_doi_stay() -> None:
    assert normalise_doi("10.1016/S0140-6736(05)66924-4") == "10.1016/s0140-6736(05)66924-4"
    assert doi_in("(see 10.1016/S0140-6736(05)66924-4).") == "10.1016/s0140-6736(05)66924-4"


@pytest.mark.parametrize(
    "written", ["16081687", "PMID: 16081687", "https://pubmed.ncbi.nlm.nih.gov/16081687/", " 16081687.0 "]
)
def test_a_pubmed_number_has_one_spelling(written: str) -> None:
    assert normalise_pmid(written) == "16081687"


def test_other_identifiers_have_one_spelling() -> None:
    assert normalise_pmcid("https://pmc.ncbi.nlm.nih.gov/articles/PMC1079844/") == "PMC1079844"
    assert normalise_nct("ClinicalTrials.gov/nct01234567") == "NCT01234567"
    assert (normalise_pmid("PMC12"), normalise_pmcid("12"), normalise_nct("NCT123"), normalise_doi("12")) == (
        "",
        "",
        "",
        "",
    )


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing(text: str) -> None:
    for normalise in (normalise_doi, normalise_pmid, normalise_pmcid, normalise_nct):
        assert normalise(normalise(text)) == normalise(text)


def test_the_id_is_the_first_identifier_known() -> None:
    known = {"doi": "10.1/x", "pmid": "7", "pmcid": "PMC9", "nct": "NCT01234567"}
    assert source_id(known, "f", "c") == "doi:10.1/x"
    assert source_id({"nct": "NCT01234567"}, "f", "c") == "nct:nct01234567"
    assert source_id({"record": "4983"}, "f", "c") == "file:4983"
    assert source_id({}, "Protocol.pdf", "ab12") == "file:protocol.pdf#ab12"


def test_a_source_known_by_one_identifier_is_recognised_by_two() -> None:
    assert same_source({"pmid": "7"}, {"doi": "10.1000/x", "pmid": "7"})
    assert not same_source({"pmid": "7"}, {"doi": "10.1000/x"})


def test_publications_of_one_trial_are_not_the_same_source() -> None:
    trial = {"nct": "NCT01234567"}
    assert not same_source({"pmid": "7"} | trial, {"pmid": "8"} | trial)
    assert not same_source({"pmid": "7"} | trial, trial)
    assert identity_keys(trial) == ("nct:nct01234567",)


def test_a_records_name_may_be_an_identifier_but_digits_alone_are_none() -> None:
    assert identifiers_in("PMC1079844") == {"pmcid": "PMC1079844"}
    assert identifiers_in("doi:10.1000/X") == {"doi": "10.1000/x"}
    assert identifiers_in("4983") == {}
